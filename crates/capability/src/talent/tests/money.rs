//! The ledger against a model that knows nothing of accounts, and the rules of who moves money how far.
