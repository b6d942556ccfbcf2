// Package blob keeps files by the hash of their content, and says what an upload is.
//
// A file is durable before its reference is given out: in a Folder it is written aside,
// synced, renamed, and its folder synced; a Bucket has confirmed it. The same bytes are kept once. Names that people give never become
// paths. Inspect judges a file by its content alone and refuses what could harm its reader;
// who may read a file, and which filing it belongs to, is decided elsewhere.
package blob
