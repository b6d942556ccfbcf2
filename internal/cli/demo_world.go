package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

// demonstration is the invented world: its people, and the services that know them.
type demonstration struct {
	people    *cast.Cast
	simulator *simulator.Simulator
}

// newDemo joins the program with the simulator and the cast.
func newDemo(ctx context.Context, c config.Config, log *slog.Logger) (a *app, err error) {
	a = &app{}
	defer func() {
		if err != nil {
			a.close()
		}
	}()
	people, err := cast.Load()
	if err != nil {
		return a, err
	}
	w := world{base: "http://" + c.Listen, secret: demoSecret, key: seal.DemoKey(), keys: seal.Keys{}.WithDemo()}
	overlay(&w.base, c.BaseURL)
	w.demo = &demonstration{people, simulator.New(people, time.Now, "/demo/bank")}
	if w.ports, err = a.simulated(ctx, w.demo.simulator); err != nil {
		return a, err
	}
	return a, a.join(ctx, c, w, log)
}

// simulated serves the simulator on a loopback port of its own and opens the real clients to it.
func (a *app) simulated(ctx context.Context, world *simulator.Simulator) (o outside, err error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return o, err
	}
	server := &http.Server{Handler: world.API(), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }() // ends with the server
	a.closers = append(a.closers, func() { _ = server.Close() })
	url := "http://" + listener.Addr().String()
	var faults [4]error
	o.civil, faults[0] = port.NewCivilRegistry(port.Endpoint{URL: url, Simulated: true})
	o.mobile, faults[1] = port.NewMobileOwner(port.Endpoint{URL: url, Simulated: true})
	o.sms, faults[2] = port.NewSMS(port.Endpoint{URL: url, Simulated: true})
	o.bank, faults[3] = port.NewPayment(port.Endpoint{URL: url, Simulated: true})
	return o, errors.Join(faults[:]...)
}

// demoSecret is the well-known secret of demonstrations; codes under it guard nothing.
var demoSecret = [32]byte([]byte("tarazu demonstration, no secret!"))
