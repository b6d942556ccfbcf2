// Command tarazu is the whole of Tarazu: the site, the catalogue's tools, the verifier.
package main

import (
	"os"

	"github.com/tarazu-justice/tarazu/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Environ(), os.Stdout, os.Stderr)) }
