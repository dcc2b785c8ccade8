//! A look-alike of Discord: REST and gateway of API v10.
