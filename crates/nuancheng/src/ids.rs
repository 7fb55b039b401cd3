//! Randomness of the operating system.

use nc_kernel::IdGen;

/// Ids, salts and keys from the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsIds;

impl IdGen for OsIds {
    fn fill(&mut self, bytes: &mut [u8]) {
        #[expect(clippy::disallowed_methods, reason = "the one place that takes randomness; everything else is given an IdGen")]
        let filled = getrandom::fill(bytes);
        if let Err(error) = filled {
            // Without randomness no id, salt or key is safe; nothing may go on.
            eprintln!("操作系统不提供随机数 / the operating system gives no randomness: {error}");
            std::process::exit(3);
        }
    }
}

/// A word nobody can guess: `groups` groups of five letters and digits, five bits each.
#[must_use]
pub fn secret_word(groups: usize) -> String {
    let mut bytes = vec![0_u8; groups * 5];
    OsIds.fill(&mut bytes);
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let letters: Vec<char> = bytes.iter().map(|b| char::from(ALPHABET.get(usize::from(b & 31)).copied().unwrap_or(b'0'))).collect();
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
