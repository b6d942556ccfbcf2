package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/config"
)

func demoCommand(environ []string) *cobra.Command {
	var listen, data, profile, titles string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Serve Tarazu with invented people, courts and a simulated outside world",
		Long: "Serves the whole of Tarazu on this machine: invented people and registrars, a simulated civil registry, mobile registry, " +
			"SMS gateway and bank. Nothing leaves the machine and nothing has legal effect.",
		Example: "  tarazu demo\n  tarazu demo --listen 127.0.0.1:9000 --data ./demo-data --profile next\n  tarazu demo --catalog catalogs/iran",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := config.Load(environ)
			if err != nil {
				return misused("%w", err)
			}
			if profile != "" && !slices.Contains(config.Rollouts, profile) {
				return misused("--profile %s: the stages are %s", profile, strings.Join(config.Rollouts, ", "))
			}
			overlay(&c.Listen, listen)
			overlay(&c.Data, data)
			overlay(&c.Catalog, titles)
			overlay(&c.Rollout, cmp.Or(profile, c.Rollout, "complete"))
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return demo(ctx, c, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "", "address to serve on (default 127.0.0.1:8080)")
	cmd.Flags().StringVar(&data, "data", "", "folder that keeps the demonstration (default: a fresh one, removed at the end)")
	cmd.Flags().StringVar(&titles, "catalog", "", "folder of a catalogue that you are writing, such as catalogs/iran")
	cmd.Flags().StringVar(&profile, "profile", "", "which titles are open to the public: complete, next or today (default complete)")
	return cmd
}

func overlay(setting *string, flag string) {
	if flag != "" {
		*setting = flag
	}
}

// demo serves until ctx ends. It refuses an address that others could reach: its people and
// codes are public.
func demo(ctx context.Context, c config.Config, stdout, stderr io.Writer) error {
	if !config.Loopback(c.Listen) {
		return misused("the demonstration shows everybody's codes and serves this machine alone; use --listen 127.0.0.1:PORT, not %s", c.Listen)
	}
	if c.Data == "" {
		dir, err := os.MkdirTemp("", "tarazu-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		c.Data = dir
	}
	if err := os.MkdirAll(filepath.Join(c.Data, "blobs"), 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot serve on %s: %w; choose another with --listen", c.Listen, err)
	}
	c.Listen = listener.Addr().String()
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	app, err := newDemo(ctx, c, log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer app.close()
	_, _ = fmt.Fprintf(stdout, "listening on http://%s\n", c.Listen)
	return serve(ctx, listener, app.handler)
}

// garbageMayBe is how much garbage, in percent of what is in use, lies about before it is
// collected. Little is in use and most of it is the catalogue, so that looking through it at
// the usual 100 took a tenth of a submission. GOGC in the environment says otherwise.
const garbageMayBe = 250

// serve answers until ctx ends, then lets the requests under way finish.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbageMayBe)
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 60 * time.Second,
		WriteTimeout: 120 * time.Second, IdleTimeout: 120 * time.Second, MaxHeaderBytes: 32 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return server.Shutdown(last)
}
