// Package catalog reads the catalogue of service titles: YAML that lawyers write, strictly
// loaded, its expressions type-checked, its journeys run.
//
// Load tells every mistake at once as "file:line: what, and what to do". A catalogue that
// loads is immutable and safe for concurrent use. How titles run is package form's matter;
// where courts are is package court's.
package catalog
