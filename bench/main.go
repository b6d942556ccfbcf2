package main

import (
	"context"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) == 4 && os.Args[1] == "static" {
		exit(static(os.Args[2], os.Args[3]))
	}
	exit(run(context.Background()))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}
