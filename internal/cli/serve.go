package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/telemetry"
)

func serveCommand(environ []string) *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Serve people in earnest, with the settings of the environment",
		Long: "Serves an instance that 'tarazu init' made, behind a proxy that speaks TLS. Settings come from the environment (docs/settings.md). " +
			"It refuses to start with settings that would endanger people's papers, and with the simulator in place of an outside service.",
		Example: "  set -a; . /srv/tarazu/tarazu.env; tarazu serve",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := config.Load(environ)
			if err != nil {
				return misused("%w", err)
			}
			if err := c.Serving(); err != nil {
				return misused("%w", err)
			}
			c.Rollout = cmp.Or(c.Rollout, "today")
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return serveInstance(ctx, c, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}

// serveInstance serves until ctx ends, then finishes the requests under way.
func serveInstance(ctx context.Context, c config.Config, stdout, stderr io.Writer) error {
	log := slog.New(slog.NewJSONHandler(stderr, &slog.HandlerOptions{Level: logLevel(c.LogLevel)}))
	if c.OTLPURL != "" {
		stop, err := telemetry.Trace(ctx, c.OTLPURL, version)
		if err != nil {
			return misused("%w", err)
		}
		defer func() { _ = stop(context.WithoutCancel(ctx)) }() // the last spans, if the collector is there
	}
	app, err := newInstance(ctx, c, log)
	if err != nil {
		return err
	}
	defer app.close()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot serve on %s: %w; choose another with TARAZU_LISTEN", c.Listen, err)
	}
	scheme := "http"
	if c.TLSCert != "" {
		if listener, err = secured(listener, c.TLSCert, c.TLSKey); err != nil {
			return err
		}
		scheme = "https"
	}
	_, _ = fmt.Fprintf(stdout, "listening on %s://%s\n", scheme, listener.Addr())
	return serve(ctx, listener, behindProxy(app.handler))
}

// newInstance joins the program with the real world.
func newInstance(ctx context.Context, c config.Config, log *slog.Logger) (a *app, err error) {
	a = &app{}
	defer func() {
		if err != nil {
			a.close()
		}
	}()
	w := world{base: strings.TrimRight(c.BaseURL, "/")}
	if w.ports, err = outsideOf(c); err != nil {
		return a, misused("%w", err)
	}
	if err := w.ports.probe(ctx, log); err != nil {
		return a, misused("%w", err)
	}
	if w.secret, err = c.SecretBytes(); err != nil {
		return a, misused("%w", err)
	}
	if w.key, err = seal.Load(keyFile(c)); err != nil {
		return a, err
	}
	w.keys = seal.Keys{Keys: []seal.Trusted{w.key.Trust(strings.TrimPrefix(w.base, "https://"))}}
	return a, a.join(ctx, c, w, log)
}

func logLevel(name string) slog.Level {
	var level slog.Level
	if level.UnmarshalText([]byte(name)) != nil {
		return slog.LevelInfo
	}
	return level
}

// behindProxy takes the caller's address from the proxy on this machine, which alone can
// speak TLS for us; limits count by it. Nobody else's word is taken.
func behindProxy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		forwarded := r.Header.Values("X-Forwarded-For")
		if len(forwarded) > 0 && config.Loopback(r.RemoteAddr) {
			last := forwarded[len(forwarded)-1]
			last = strings.TrimSpace(last[strings.LastIndex(last, ",")+1:])
			if ip := net.ParseIP(last); ip != nil {
				r.RemoteAddr = net.JoinHostPort(ip.String(), "0")
			}
		}
		next.ServeHTTP(w, r)
	})
}
