//! Discord's look-alike, tried over HTTP and WebSocket, and with the library that the product uses.

mod client;
mod faults;
mod files;
mod gateway;
mod limits;
mod people;
mod rest;
mod support;
