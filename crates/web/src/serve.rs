//! Putting the server together, running it, and stopping it without losing an answer.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::routing::get;
use axum::serve::ListenerExt as _;
use axum::{Router, middleware};
use nc_kernel::{IdGen, Period};
use nc_store::Store;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::printer::Printer;
use crate::problem::Problem;
use crate::settings::CatalogueFiles;
use crate::ways::WaysIn;
use crate::{answer, api, assets, health, imports, meters, routes, tlog};

/// Where the server takes ids and secrets from. Cheap to clone; all clones draw from one source.
#[derive(Clone)]
pub struct Randomness(Arc<Mutex<dyn IdGen>>);

impl Randomness {
    /// Draws from `source`.
    pub fn new(source: impl IdGen + 'static) -> Self {
        Self(Arc::new(Mutex::new(source)))
    }
}

impl std::fmt::Debug for Randomness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Randomness")
    }
}

impl IdGen for Randomness {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes);
    }
}

/// What a server is started with.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where to answer with measurements, when at all: an address nobody else reaches.
    pub metrics: Option<SocketAddr>,
    /// A banner on every page, for a server that does not show a real bureau: 演示数据.
    pub label: Option<String>,
    /// The period pages open with; the present year when there is none.
    pub period: Option<Period>,
    /// The catalogue files, for the pages that show them.
    pub catalogue: CatalogueFiles,
    /// Whether browsers reach the server by https, as they do behind a proxy that ends it.
    pub https: bool,
    /// The one-time code of the set-up page, while no account exists.
    pub set_up_code: Option<String>,
    /// Whoever sets reports as PDF, when the program was built with it and has the fonts.
    pub pdf: Option<Printer>,
    /// Ways in beside the password.
    pub ways: WaysIn,
    /// Ids and secrets.
    pub randomness: Randomness,
}

/// Why a server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {listen}: {source}; choose another address or stop what listens there")]
    Listen {
        /// The address.
        listen: SocketAddr,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The listener failed while serving.
    #[error("the server stopped: {0}")]
    Stopped(std::io::Error),
    /// Measurements cannot be taken.
    #[error("measurements cannot be taken: {0}")]
    Metrics(String),
}

/// How long requests under way may take after the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// All routes over `store`.
pub fn router(store: Store, options: &ServeOptions) -> Router {
    routed(Arc::new(App::new(store, options)))
}

fn routed(app: Arc<App>) -> Router {
    Router::new()
        .nest("/api/v1", api::route::router(api::ROUTES))
        .route("/api", get(api::page::handle))
        .route("/api/openapi.json", get(api::document::handle))
        .merge(routes::pages(&app))
        .route("/healthz", get(health::healthz::handle))
        .route("/readyz", get(health::readyz::handle))
        .route("/checkpoint", get(tlog::checkpoint::handle))
        .route("/tile/{level}/{*rest}", get(tlog::tile::handle))
        .route("/assets/{file}", get(assets::handle))
        .fallback(|| async { Problem::NOT_FOUND })
        .method_not_allowed_fallback(|| async { Problem::Method })
        .layer(middleware::from_fn_with_state(app.clone(), answer::finish))
        .layer(CompressionLayer::new())
        .with_state(app)
}

/// Serves `store` until `shutdown` completes, then answers what is under way and closes the store. `on_listening` gets
/// the address once connections are taken, which tells the port when `listen` left it open.
///
/// # Errors
/// [`ServeError`] when an address cannot be listened on.
pub async fn serve(
    store: Store,
    options: ServeOptions,
    shutdown: impl Future<Output = ()> + Send + 'static,
    on_listening: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let failed = |source| ServeError::Listen { listen: options.listen, source };
    let listener = TcpListener::bind(options.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    // Answers are small and waited for: they leave at once. A socket that cannot do that still works.
    let listener = listener.tap_io(|socket| drop(socket.set_nodelay(true)));
    if let Some(private) = options.metrics {
        meters::serve(private).await?;
    }
    let (stopping, mut stopped) = tokio::sync::watch::channel(false);
    let shutdown = async move {
        shutdown.await;
        stopping.send_replace(true);
    };
    let app = Arc::new(App::new(store.clone(), &options));
    let serving = axum::serve(listener, routed(app.clone())).with_graceful_shutdown(shutdown);
    on_listening(address);
    let too_long = async move {
        if stopped.wait_for(|stop| *stop).await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(GRACE).await;
    };
    let done = tokio::select! {
        // Work that was left behind is taken up for as long as the server runs.
        () = imports::worker::rounds(&app) => Ok(()),
        done = serving => done.map_err(ServeError::Stopped),
        () = too_long => Ok(()),
    };
    store.close().await;
    done
}
