//! `serve`: the pages and the API.

use std::net::SocketAddr;

use nc_kernel::Period;
use nc_web::{Randomness, ServeError, ServeOptions, WaysIn};

use super::ways::Ways;
use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::ids::{OsIds, secret_word};
use crate::session::{self, Session};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "页面须登录；接口须用令牌（见 nuancheng user token）。还没有账户时，终端显示一次性代码，用于首次设置页。
Pages take a sign-in, the API takes a token (see `nuancheng user token`). While there is no account, the terminal shows a one-time code for the set-up page.

示例 / Examples:
  nuancheng serve
  nuancheng serve --listen 0.0.0.0:8080 --data /srv/nuancheng --https
  nuancheng serve --metrics 127.0.0.1:9600")]
pub struct Args {
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    ways: Ways,
}

/// Where to listen, and how the server is reached.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Listen {
    /// 采集地址（/metrics），不要对外开放 / Private address to answer with measurements (/metrics)
    #[arg(long, value_name = "ADDR", env = "NUANCHENG_METRICS")]
    pub metrics: Option<SocketAddr>,
    /// 浏览器经 https 访问（由前置代理终结）/ Browsers come by https, ended by a proxy in front
    #[arg(long, env = "NUANCHENG_HTTPS")]
    pub https: bool,
    /// 监听地址 / Address to listen on
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR", env = "NUANCHENG_LISTEN")]
    pub listen: SocketAddr,
}

/// Serves until it is told to stop.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| serve(s, args.listen, args.ways.open()?, None).await).await?;
    Ok(Exit::Done)
}

/// Serves an open store; pages open with `period`.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(s: &Session<'_>, listen: Listen, ways: WaysIn, period: Option<Period>) -> Result<(), Failure> {
    let set_up_code = if s.store.accounts().await?.is_empty() { Some(secret_word(2)) } else { None };
    let options = ServeOptions {
        listen: listen.listen,
        metrics: listen.metrics,
        https: listen.https,
        label: s.synthetic_label(),
        period,
        set_up_code: set_up_code.clone(),
        pdf: crate::commands::report::printer(),
        ways,
        randomness: Randomness::new(OsIds),
        catalogue: crate::seed::files()?,
    };
    let lang = s.lang();
    let listening = |address: SocketAddr| {
        if !s.global.quiet {
            let stop = lang.pick("按 Ctrl-C 停止", "press Ctrl-C to stop");
            eprintln!("http://{address}/  {stop}");
        }
        if let Some(code) = &set_up_code {
            // Shown even when quiet: without it nobody gets in.
            eprintln!(
                "http://{address}/set-up  {}",
                lang.say(|| format!("首次设置的一次性代码：{code}"), || format!("one-time code for the first set-up: {code}"))
            );
        }
        if !nc_web::assets::are_complete() {
            eprintln!(
                "{}",
                lang.pick(
                    "此开发版未含页面样式；请先运行 cargo xtask assets 再构建",
                    "this development build has no look for its pages: run `cargo xtask assets`, then build again"
                )
            );
        }
    };
    let (stopping, mut stopped) = tokio::sync::watch::channel(false);
    let shutdown = async move {
        stop().await;
        stopping.send_replace(true);
    };
    // When the server could not start its sender is gone, and the worker stops as well.
    let worker = s.store.run_jobs(async move { drop(stopped.wait_for(|stop| *stop).await) });
    let (served, ()) = tokio::join!(nc_web::serve(s.store.clone(), options, shutdown, listening), worker);
    served.map_err(|error| match &error {
        ServeError::Listen { listen, source } => Failure::fault(
            format!("无法监听 {listen}：{source}；请换地址（--listen），或停掉占用它的程序"),
            format!("cannot listen on {listen}: {source}; choose another address with --listen, or stop what listens there"),
        ),
        ServeError::Stopped(_) | ServeError::Metrics(_) => Failure::fault(format!("服务中断：{error}"), error.to_string()),
    })
}

/// Ends when the program is interrupted or told to terminate.
async fn stop() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => drop(interrupted.await),
    }
}
