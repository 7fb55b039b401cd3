//! `serve`: the pages and the API.

use std::net::SocketAddr;

use nc_kernel::{Actor, Period};
use nc_people::access::Action;
use nc_web::{ServeError, ServeOptions};

use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::session::{self, Session};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "本机地址上的页面以 --as 的账户（或唯一可查看数字的账户）打开；其他地址须用令牌，见 nuancheng user token。
On a loopback address pages are read as --as, or as the only account that may read figures; elsewhere a token is needed.

示例 / Examples:
  nuancheng serve
  nuancheng serve --listen 0.0.0.0:8080 --data /srv/nuancheng --as lingdao")]
pub struct Args {
    #[command(flatten)]
    listen: Listen,
}

/// Where to listen.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Listen {
    /// 监听地址 / Address to listen on
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR", env = "NUANCHENG_LISTEN")]
    pub listen: SocketAddr,
}

/// Serves until it is told to stop.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| serve(s, args.listen, None).await).await?;
    Ok(Exit::Done)
}

/// Serves an open store; pages open with `period`.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(s: &Session<'_>, listen: Listen, period: Option<Period>) -> Result<(), Failure> {
    let reader = match (s.actor(Action::ReadFigures, None).await, &s.global.acts_as) {
        (Ok(actor), _) => actor,
        (Err(failure), Some(_)) => return Err(failure),
        // Nobody in particular: pages then say that they may not be read.
        (Err(_), None) => Actor::SYSTEM,
    };
    let options = ServeOptions { listen: listen.listen, label: s.synthetic_label(), period, reader, campaigns: crate::seed::campaigns()? };
    let lang = s.lang();
    let listening = |address: SocketAddr| {
        if !s.global.quiet {
            let stop = lang.pick("按 Ctrl-C 停止", "press Ctrl-C to stop");
            eprintln!("http://{address}/  {stop}");
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
        ServeError::Stopped(_) => Failure::fault(format!("服务中断：{error}"), error.to_string()),
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
