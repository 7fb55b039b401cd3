//! Which system account the server runs as: PostgreSQL refuses to run as root.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// An unprivileged account, or the caller's own when that is unprivileged already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// The caller is not root.
    Caller,
    /// Root steps down to this user and group.
    Other {
        /// User number.
        uid: u32,
        /// Group number.
        gid: u32,
    },
}

impl Account {
    /// The account to use on this machine.
    pub fn find() -> Result<Self> {
        if !caller_is_root()? {
            return Ok(Self::Caller);
        }
        let passwd = std::fs::read_to_string("/etc/passwd").context("reading /etc/passwd")?;
        match ["postgres", "nobody"].iter().find_map(|name| in_passwd(&passwd, name)) {
            Some(account) => Ok(account),
            None => {
                bail!("running as root, and no account named postgres or nobody to step down to")
            }
        }
    }

    /// A command that will run under this account.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        if let Self::Other { uid, gid } = self {
            command.uid(*uid).gid(*gid);
        }
        command
    }

    /// Gives a folder to this account.
    pub fn own(&self, path: &Path) -> Result<()> {
        if let Self::Other { uid, gid } = self {
            std::os::unix::fs::chown(path, Some(*uid), Some(*gid)).with_context(|| format!("giving {} to user {uid}", path.display()))?;
        }
        Ok(())
    }
}

/// Whether this process runs as root.
pub fn caller_is_root() -> Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let own = std::fs::metadata("/proc/self").context("asking who runs this process")?;
    Ok(own.uid() == 0)
}

fn in_passwd(passwd: &str, name: &str) -> Option<Account> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Account::Other { uid, gid })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_user_and_group_numbers() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\npostgres:x:101:104::/var:/bin/sh\n";
        assert_eq!(in_passwd(passwd, "postgres"), Some(Account::Other { uid: 101, gid: 104 }));
        assert_eq!(in_passwd(passwd, "post"), None);
    }
}
