//! Man pages and completions, made of the definition of the command line.

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

/// A man page for `eku` and for each of its commands.
pub(super) fn man_pages() -> Vec<(String, String)> {
    let mut command = eku_cli::command().disable_help_subcommand(true);
    command.build();
    let mut pages = vec![page(&command, "eku".into())];
    for part in command.get_subcommands() {
        let name = format!("eku-{}", part.get_name());
        let part = part.clone().display_name(&name);
        pages.push(page(&part, name));
    }
    pages
}

fn page(command: &Command, name: String) -> (String, String) {
    let mut text = Vec::new();
    // Without a date, so that the same program gives the same page.
    let source = format!("eku {}", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).date("").source(source).manual("Expressway EKU Check");
    man.render(&mut text).expect("a vector takes everything");
    (format!("man/{name}.1"), String::from_utf8(text).expect("a man page is text"))
}

/// A script of completions for each shell.
pub(super) fn completions() -> Vec<(String, String)> {
    let shells = [
        (Shell::Bash, "eku.bash"),
        (Shell::Fish, "eku.fish"),
        (Shell::PowerShell, "eku.ps1"),
        (Shell::Zsh, "_eku"),
    ];
    let script = |(shell, file): (Shell, &str)| {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut eku_cli::command(), "eku", &mut text);
        (format!("completions/{file}"), String::from_utf8(text).expect("a script is text"))
    };
    shells.into_iter().map(script).collect()
}
