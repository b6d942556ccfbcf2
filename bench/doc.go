// Command bench measures a running Tarazu against its peers and writes docs/performance.md.
//
// Whatever is compared takes turns within one run, several times; medians and spread are
// told, and what counts are ratios: the machine may be shared and its disk moody. Programs
// are started as people start them and reached over HTTP on this machine alone. `make bench`
// builds what it needs.
package main
