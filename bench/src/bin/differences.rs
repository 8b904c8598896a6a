//! x
fn main() {
    let corpus = eku_bench::corpus::Corpus::gather().unwrap();
    let mut n = 0;
    for _ in 0..1500 { for bytes in &corpus.certificates { n += usize::from((eku_bench::readers::READERS[0].pass)(bytes, eku_bench::readers::Names::Der)); } }
    println!("{n}");
}
