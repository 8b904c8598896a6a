//! A strict reader of Prometheus's text format 0.0.4, for gauges alone: what is not as the
//! [specification](https://prometheus.io/docs/instrumenting/exposition_formats/) has it is an error.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

/// One sample of a metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The metric.
    pub name: String,
    /// Its labels, in their order.
    pub labels: Vec<(String, String)>,
    /// Its value.
    pub value: f64,
}

impl Sample {
    /// The value of a label; empty where it has none, which Prometheus does not tell apart.
    pub fn label(&self, name: &str) -> &str {
        let label = self.labels.iter().find(|(label, _)| label == name);
        label.map_or("", |(_, value)| value)
    }
}

/// Every sample of a text, in its order.
///
/// # Errors
///
/// What is wrong, with the line.
pub fn read(text: &str) -> Result<Vec<Sample>, String> {
    let mut samples = Vec::new();
    let mut announced = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let (mut current, mut has_type) = (String::new(), false);
    let lines = text.strip_suffix('\n').ok_or("the last line has no end")?;
    for line in lines.split('\n') {
        let wrong = |what: &str| format!("{what}: {line:?}");
        if let Some(help) = line.strip_prefix("# HELP ") {
            let (name, words) = help.split_once(' ').ok_or_else(|| wrong("no help"))?;
            if !is_name(name, true) || words.is_empty() || words.contains('\\') {
                return Err(wrong("no name or no help"));
            }
            if !announced.insert(name.to_owned()) {
                return Err(wrong("announced twice"));
            }
            (current, has_type) = (name.into(), false);
        } else if let Some(kind) = line.strip_prefix("# TYPE ") {
            if kind != format!("{current} gauge") || has_type {
                return Err(wrong("no type of the metric above"));
            }
            has_type = true;
        } else {
            let sample = sample(line).ok_or_else(|| wrong("no sample"))?;
            if sample.name != current || !has_type {
                return Err(wrong("not below its help and type"));
            }
            let mut labels = sample.labels.clone();
            labels.sort();
            if labels.windows(2).any(|pair| pair[0].0 == pair[1].0) {
                return Err(wrong("a label twice"));
            }
            if !seen.insert((sample.name.clone(), labels)) {
                return Err(wrong("a sample twice"));
            }
            samples.push(sample);
        }
    }
    Ok(samples)
}

fn sample(line: &str) -> Option<Sample> {
    let end = line.find(['{', ' '])?;
    let (name, rest) = line.split_at(end);
    let mut rest = rest.chars().peekable();
    let mut labels = Vec::new();
    if rest.next_if_eq(&'{').is_some() {
        loop {
            labels.push(label(&mut rest)?);
            match rest.next()? {
                ',' => {}
                '}' => break,
                _ => return None,
            }
        }
    }
    let value = String::from_iter(rest);
    let value = value.strip_prefix(' ')?.parse().ok()?;
    is_name(name, true).then(|| Sample { name: name.into(), labels, value })
}

fn label(rest: &mut Peekable<Chars<'_>>) -> Option<(String, String)> {
    let mut name = String::new();
    while let Some(letter) = rest.next_if(|letter| *letter != '=') {
        name.push(letter);
    }
    let mut value = String::new();
    (rest.next()? == '=' && rest.next()? == '"' && is_name(&name, false)).then_some(())?;
    loop {
        value.push(match rest.next()? {
            '"' => return Some((name, value)),
            '\\' => match rest.next()? {
                'n' => '\n',
                escaped @ ('\\' | '"') => escaped,
                _ => return None,
            },
            letter => letter,
        });
    }
}

/// Whether it names a metric, which may have colons, or a label.
fn is_name(name: &str, with_colons: bool) -> bool {
    let is_letter = |letter: char| {
        letter.is_ascii_alphabetic() || letter == '_' || with_colons && letter == ':'
    };
    name.starts_with(is_letter)
        && name.chars().all(|letter| is_letter(letter) || letter.is_ascii_digit())
}
