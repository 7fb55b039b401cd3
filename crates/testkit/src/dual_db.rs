//! One body, two tests.

/// Makes two tests of every body: `name::sqlite` and `name::postgres`.
///
/// ```ignore
/// nc_testkit::dual_db! {
///     async fn a4_cancelling_a_run_removes_it(db: TestDatabase) {
///         let store = Store::open(&db.url).await.unwrap();
///     }
/// }
/// ```
#[macro_export]
macro_rules! dual_db {
    ($($(#[$note:meta])* async fn $name:ident($db:ident: TestDatabase) $body:block)+) => {$(
        $(#[$note])*
        // Tells the linter that a body is test code, which may unwrap.
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports, reason = "a body may need nothing of its surroundings")]
            use super::*;

            async fn body($db: $crate::TestDatabase) $body

            #[$crate::tokio::test(flavor = "multi_thread", worker_threads = 2, crate = "nc_testkit::tokio")]
            async fn sqlite() {
                body($crate::TestDatabase::sqlite().await).await;
            }

            #[$crate::tokio::test(flavor = "multi_thread", worker_threads = 2, crate = "nc_testkit::tokio")]
            async fn postgres() {
                if let Some(database) = $crate::TestDatabase::postgres().await {
                    body(database).await;
                }
            }
        }
    )+};
}
