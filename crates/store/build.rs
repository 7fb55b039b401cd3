//! A migration added alone builds the crate anew, which holds them all.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
