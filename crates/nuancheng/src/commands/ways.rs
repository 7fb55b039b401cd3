//! Ways in beside the password, from the command line: the provider of identities (feature `oidc`) and passkeys (feature
//! `passkeys`). Without either there is nothing to say.

#[cfg(feature = "oidc")]
use std::path::PathBuf;

#[cfg(any(feature = "oidc", feature = "passkeys"))]
use nc_web::WayConfiguration;
use nc_web::WaysIn;

use crate::exit::Failure;
#[cfg(feature = "oidc")]
use crate::files;

/// Options of a server that offers more than the password.
#[derive(Debug, Clone, clap::Args)]
pub struct Ways {
    /// 浏览器访问本系统的地址，如 https://nuancheng.example / Address browsers reach this server by
    #[cfg(any(feature = "oidc", feature = "passkeys"))]
    #[arg(long, value_name = "URL", env = "NUANCHENG_ORIGIN")]
    origin: Option<String>,
    /// 启用通行密钥 / Take passkeys
    #[cfg(feature = "passkeys")]
    #[arg(long, requires = "origin", env = "NUANCHENG_PASSKEYS")]
    passkeys: bool,
    /// 通行密钥绑定的域名，默认取访问地址的主机名 / Host name passkeys are bound to [default: that of --origin]
    #[cfg(feature = "passkeys")]
    #[arg(long, value_name = "HOST", requires = "passkeys", env = "NUANCHENG_PASSKEY_HOST")]
    passkey_host: Option<String>,
    #[cfg(feature = "oidc")]
    #[command(flatten)]
    provider: Option<ProviderArgs>,
}

/// How the provider of identities is reached.
#[cfg(feature = "oidc")]
#[derive(Debug, Clone, clap::Args)]
#[group(id = "provider", requires_all = ["oidc_issuer", "oidc_client", "origin"])]
pub struct ProviderArgs {
    /// 统一身份认证的签发者地址 / Issuer of the provider of identities (OpenID Connect)
    #[arg(long, value_name = "URL", env = "NUANCHENG_OIDC_ISSUER", required = false)]
    oidc_issuer: String,
    /// 本系统在其处登记的应用编号 / Client id this server is registered as
    #[arg(long, value_name = "ID", env = "NUANCHENG_OIDC_CLIENT", required = false)]
    oidc_client: String,
    /// 存放密钥的文件 / File that holds the client secret
    #[arg(long, value_name = "FILE", env = "NUANCHENG_OIDC_SECRET_FILE")]
    oidc_secret_file: Option<PathBuf>,
    /// 登录页上的叫法 / What the sign-in page calls it
    #[arg(long, value_name = "NAME", default_value = "", env = "NUANCHENG_OIDC_NAME")]
    oidc_name: String,
    /// 其证书的自建签发机构（PEM）/ Authority of the bureau's own that signed its certificate (PEM)
    #[arg(long, value_name = "FILE", env = "NUANCHENG_OIDC_AUTHORITY")]
    oidc_authority: Option<PathBuf>,
}

impl Ways {
    /// The ways in as configured.
    ///
    /// # Errors
    /// When a file cannot be read, or an address is none.
    pub fn open(&self) -> Result<WaysIn, Failure> {
        Ok(WaysIn {
            #[cfg(feature = "oidc")]
            provider: self.provider.as_ref().map(|args| args.open(self.origin.as_deref().unwrap_or_default())).transpose()?,
            #[cfg(feature = "passkeys")]
            passkeys: match (&self.origin, self.passkeys) {
                (Some(origin), true) => Some(nc_web::Passkeys::new(origin, self.passkey_host.as_deref()).map_err(|fault| failure(&fault))?),
                _ => None,
            },
        })
    }
}

#[cfg(feature = "oidc")]
impl ProviderArgs {
    fn open(&self, origin: &str) -> Result<nc_web::Provider, Failure> {
        let secret = self.oidc_secret_file.as_ref().map(|path| files::read_text(path)).transpose()?;
        let options = nc_web::ProviderOptions {
            issuer: self.oidc_issuer.clone(),
            client_id: self.oidc_client.clone(),
            client_secret: secret.map(|text| text.trim().to_owned()),
            name: self.oidc_name.clone(),
            origin: origin.to_owned(),
            authority: self.oidc_authority.as_ref().map(|path| files::read_text(path)).transpose()?.map(String::into_bytes),
        };
        nc_web::Provider::new(options).map_err(|fault| failure(&fault))
    }
}

#[cfg(any(feature = "oidc", feature = "passkeys"))]
fn failure(fault: &WayConfiguration) -> Failure {
    let zh = match fault {
        WayConfiguration::Address(address) => format!("{address} 不是 https://主机 形式的地址（http:// 只限本机）"),
        WayConfiguration::Certificate(why) => format!("签发机构的证书不是 PEM 格式：{why}"),
        WayConfiguration::Host(host) => format!("通行密钥须绑定访问地址自己的主机名或其上级域名：{host}"),
    };
    Failure::unreadable(zh, fault.to_string())
}
