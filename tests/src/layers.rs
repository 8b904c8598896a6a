//! Which module of a crate uses which, as its source says: tests apart, `use` declarations and
//! paths in the code alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The names from the crate's root to a module; none is the root itself.
type ModulePath = Vec<String>;

/// What the root is called beside its modules.
const ROOT: &str = "lib";

/// A crate's modules and what each uses.
#[derive(Debug)]
pub struct Modules {
    sources: BTreeMap<ModulePath, Source>,
}

#[derive(Debug, Default)]
struct Source {
    file: PathBuf,
    /// Paths in its code, with their line.
    paths: Vec<(ModulePath, usize)>,
    /// What its `use` declarations name, by the name in the module.
    imports: BTreeMap<String, ModulePath>,
}

/// One module uses another one beside it; the root counts as one beside the crate's modules.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The module that both are in; none is the crate.
    pub within: ModulePath,
    /// Who uses.
    pub user: String,
    /// What is used.
    pub used: String,
    /// The first place in the code, `file:line`.
    pub at: String,
}

impl Modules {
    /// Those of the crate whose `src` this is.
    ///
    /// # Panics
    ///
    /// Panics where a file cannot be read or is no Rust.
    #[must_use]
    pub fn read(src: &Path) -> Self {
        let root = if src.join("lib.rs").is_file() { "lib.rs" } else { "main.rs" };
        let mut modules = Self { sources: BTreeMap::new() };
        modules.read_module(&src.join(root), src, Vec::new());
        modules
    }

    /// A module of its own file, and those that it declares.
    fn read_module(&mut self, file: &Path, folder: &Path, path: ModulePath) {
        let text =
            fs::read_to_string(file).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
        let tokens = text.parse().unwrap_or_else(|why| panic!("{}: {why}", file.display()));
        let mut source = Source { file: file.to_owned(), ..Source::default() };
        let declared = source.read(&path, tokens);
        self.sources.insert(path.clone(), source);
        for name in declared {
            let inner = [path.clone(), vec![name.clone()]].concat();
            self.read_module(&folder.join(format!("{name}.rs")), &folder.join(name), inner);
        }
    }

    /// The names of the crate's modules, and of its root.
    #[must_use]
    pub fn names(&self) -> BTreeSet<&str> {
        self.sources.keys().map(|path| path.first().map_or(ROOT, String::as_str)).collect()
    }

    /// Every use of one module by another one beside it, once, in order.
    #[must_use]
    pub fn uses(&self) -> Vec<Use> {
        let beside_others =
            |path: ModulePath| if path.is_empty() { vec![ROOT.into()] } else { path };
        let mut uses = BTreeMap::new();
        for (user, source) in &self.sources {
            let user = beside_others(user.clone());
            for (path, line) in &source.paths {
                let used = beside_others(self.module_of(path, 0));
                let shared = user.iter().zip(&used).take_while(|(one, other)| one == other).count();
                if let (Some(one), Some(other)) = (user.get(shared), used.get(shared)) {
                    uses.entry((user[..shared].to_vec(), one.clone(), other.clone()))
                        .or_insert_with(|| format!("{}:{line}", source.file.display()));
                }
            }
        }
        let each = uses.into_iter();
        each.map(|((within, user, used), at)| Use { within, user, used, at }).collect()
    }

    /// The module in which what `path` names is defined.
    fn module_of(&self, path: &[String], followed: usize) -> ModulePath {
        let mut module = Vec::new();
        for (index, name) in path.iter().enumerate() {
            module.push(name.clone());
            if self.sources.contains_key(&module) {
                continue;
            }
            module.pop();
            let import = self.sources.get(&module).and_then(|source| source.imports.get(name));
            if let Some(import) = import.filter(|import| followed < 8 && import[..] != path[..]) {
                let rest = [&import[..], &path[index + 1..]].concat();
                return self.module_of(&rest, followed + 1);
            }
            break;
        }
        module
    }
}

/// One circle of uses, where there is one: the first and the last are of the same module.
#[must_use]
pub fn circle(uses: &[Use]) -> Option<Vec<&Use>> {
    let mut left: Vec<&Use> = uses.iter().collect();
    loop {
        let is_used_on = |one: &&Use| left.iter().any(|next| follows(next, one));
        let kept: Vec<&Use> = left.iter().copied().filter(is_used_on).collect();
        if kept.len() == left.len() {
            break;
        }
        left = kept;
    }
    // Whatever is left leads on, so sooner or later to where it has been.
    let mut way = vec![*left.first()?];
    loop {
        let next = left.iter().find(|next| way.last().is_some_and(|last| follows(next, last)))?;
        way.push(next);
        if let Some(start) =
            way.iter().position(|one| one.within == next.within && one.user == next.used)
        {
            return Some(way.split_off(start));
        }
    }
}

fn follows(next: &Use, one: &Use) -> bool {
    next.within == one.within && next.user == one.used
}

impl Source {
    /// Takes in what the tokens of `module` name; the modules declared in files of their own.
    fn read(&mut self, module: &[String], tokens: TokenStream) -> Vec<String> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut declared = Vec::new();
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            let rest = &tokens[index + 1..];
            index += 1;
            match (token, rest) {
                (TokenTree::Punct(sign), [TokenTree::Group(attribute), ..])
                    if sign.as_char() == '#' && is_for_tests(attribute.stream()) =>
                {
                    index +=
                        1 + rest[1..].iter().position(ends_item).map_or(rest.len(), |end| end + 1);
                }
                (TokenTree::Ident(word), [TokenTree::Ident(name), end, ..]) if word == "mod" => {
                    let inner = [module, &[name.to_string()]].concat();
                    match end {
                        TokenTree::Group(body) => {
                            self.read(&inner, body.stream());
                        }
                        _ => declared.push(name.to_string()),
                    }
                    index += 2;
                }
                (TokenTree::Ident(word), _) if word == "use" => {
                    let end = rest.iter().position(ends_declaration).unwrap_or(rest.len());
                    for (path, name, line) in tree(&rest[..end], Vec::new()) {
                        let path = absolute(module, path);
                        self.imports.insert(name, path.clone());
                        self.paths.push((path, line));
                    }
                    index += end;
                }
                (TokenTree::Ident(word), [TokenTree::Punct(colon), ..])
                    if colon.as_char() == ':' && is_root(&word.to_string()) =>
                {
                    let end = 1 + rest.iter().take_while(|token| in_path(token)).count();
                    for (path, _, line) in tree(&tokens[index - 1..index - 1 + end], Vec::new()) {
                        self.paths.push((absolute(module, path), line));
                    }
                    index += end - 1;
                }
                (TokenTree::Group(group), _) => declared.extend(self.read(module, group.stream())),
                _ => {}
            }
        }
        declared
    }
}

/// `cfg(test)`.
fn is_for_tests(attribute: TokenStream) -> bool {
    attribute.to_string().replace(' ', "") == "cfg(test)"
}

fn ends_item(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(body) if body.delimiter() == Delimiter::Brace)
        || ends_declaration(token)
}

fn ends_declaration(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == ';')
}

fn in_path(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(_))
        || matches!(token, TokenTree::Punct(sign) if sign.as_char() == ':')
}

fn is_root(word: &str) -> bool {
    matches!(word, "crate" | "super" | "self")
}

/// The paths of a `use` tree, each with the name it has from now on and its line.
fn tree(tokens: &[TokenTree], mut path: ModulePath) -> Vec<(ModulePath, String, usize)> {
    let mut line = 0;
    let mut alias = None;
    for (index, token) in tokens.iter().enumerate() {
        line = token.span().start().line;
        match token {
            TokenTree::Ident(word) if word == "as" => alias = tokens.get(index + 1),
            TokenTree::Ident(word) if alias.is_none() => path.push(word.to_string()),
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let comma = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
                let each = inner.split(comma).filter(|one| !one.is_empty());
                return each.flat_map(|one| tree(one, path.clone())).collect();
            }
            _ => {}
        }
    }
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name = alias.map(ToString::to_string).or_else(|| path.last().cloned());
    name.map(|name| (path, name, line)).into_iter().collect()
}

/// A path as the crate's root sees it. What starts with a name is taken for a module of `module`'s.
fn absolute(module: &[String], path: ModulePath) -> ModulePath {
    let mut from = module.to_vec();
    let mut rest = &path[..];
    while let [first, after @ ..] = rest {
        match first.as_str() {
            "crate" => from.clear(),
            "super" => drop(from.pop()),
            "self" => {}
            _ => break,
        }
        rest = after;
    }
    from.extend_from_slice(rest);
    from
}
