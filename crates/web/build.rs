//! Embeds what browsers are sent: our own files, and the libraries that `cargo xtask assets` has built into the build
//! folder. A development build without the latter works and says so; a release without them is not made.

#![expect(clippy::expect_used, clippy::panic, reason = "a build script that cannot go on stops the build")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// Our own, in `assets/`.
const OWN: [&str; 4] = ["nuancheng.css", "nuancheng.js", "charts.js", "emblem.svg"];
/// Built by `cargo xtask assets`.
const LIBRARIES: [&str; 3] = ["tabler.css", "htmx.js", "echarts.js"];

fn main() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let own = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR")).join("assets");
    // The build folder marks itself with this file.
    let target = out.ancestors().find(|dir| dir.join("CACHEDIR.TAG").exists()).unwrap_or(&out).to_owned();
    let files = target.join("assets").join("files");
    // A folder that is there can be watched; one that is not would run this script at every build.
    std::fs::create_dir_all(&files).expect("making the folder of the assets");
    println!("cargo::rerun-if-changed={}", files.display());
    println!("cargo::rerun-if-changed={}", own.display());
    println!("cargo::rerun-if-changed=build.rs");

    let mut table = String::from("[\n");
    // Sent only by a server that takes passkeys.
    let passkey = std::env::var_os("CARGO_FEATURE_PASSKEYS").map(|_| "passkey.js");
    for name in OWN.into_iter().chain(passkey) {
        let plain = std::fs::read(own.join(name)).unwrap_or_else(|e| panic!("assets/{name}: {e}"));
        let (gzip, brotli) = (gzip(&plain), brotli(&plain));
        for (ending, bytes) in [("", &plain), (".gz", &gzip), (".br", &brotli)] {
            std::fs::write(out.join(format!("{name}{ending}")), bytes).expect("writing an asset");
        }
        entry(&mut table, name, &out, &plain);
    }
    let missing: Vec<&str> = LIBRARIES.into_iter().filter(|name| !files.join(name).exists()).collect();
    if !missing.is_empty() {
        let what = missing.join(", ");
        assert!(
            std::env::var("PROFILE").as_deref() != Ok("release"),
            "{what} of the pages are not built: run `cargo xtask assets` first (it takes Node.js with npm), or build with `cargo xtask demo`"
        );
        println!("cargo::warning={what} of the pages are not built; pages work without their look until `cargo xtask assets` has run");
    }
    for name in LIBRARIES.into_iter().filter(|name| !missing.contains(name)) {
        let plain = std::fs::read(files.join(name)).expect("reading an asset");
        entry(&mut table, name, &files, &plain);
    }
    table.push_str("]\n");
    std::fs::write(out.join("assets.rs"), table).expect("writing the table of assets");
}

/// A line of the table: the name carries the content's digest, so that a browser may keep the file for ever.
fn entry(table: &mut String, name: &str, folder: &Path, plain: &[u8]) {
    let digest: String = Sha256::digest(plain).iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let (stem, ending) = name.rsplit_once('.').expect("an asset has an ending");
    let file = |suffix: &str| format!("{:?}", folder.join(format!("{name}{suffix}")));
    let _ = writeln!(
        table,
        "Asset {{ name: {name:?}, file: \"{stem}.{digest}.{ending}\", plain: include_bytes!({}), gzip: include_bytes!({}), brotli: include_bytes!({}) }},",
        file(""),
        file(".gz"),
        file(".br")
    );
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(plain).and_then(|()| encoder.finish()).expect("compressing in memory")
}

fn brotli(plain: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    brotli::BrotliCompress(&mut &*plain, &mut bytes, &settings).expect("compressing in memory");
    bytes
}
