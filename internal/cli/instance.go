package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/port"
	"github.com/tarazu-justice/tarazu/internal/seal"
	"github.com/tarazu-justice/tarazu/internal/store"
)

// keyFile is the file of the key that seals receipts.
func keyFile(c config.Config) string {
	if c.KeyFile != "" {
		return c.KeyFile
	}
	return filepath.Join(c.Data, "keys", "seal.pem")
}

// services of the outside world, as the settings name them.
func outsideOf(c config.Config) (o outside, err error) {
	var faults [4]error
	o.civil, faults[0] = port.NewCivilRegistry(port.Endpoint{URL: c.CivilURL, Token: c.CivilToken})
	o.mobile, faults[1] = port.NewMobileOwner(port.Endpoint{URL: c.MobileURL, Token: c.MobileToken})
	o.sms, faults[2] = port.NewSMS(port.Endpoint{URL: c.SMSURL, Token: c.SMSToken})
	o.bank, faults[3] = port.NewPayment(port.Endpoint{URL: c.BankURL, Token: c.BankToken})
	return o, errors.Join(faults[:]...)
}

// probe refuses the simulator by name and warns of services that do not answer yet.
func (o outside) probe(ctx context.Context, log *slog.Logger) error {
	for name, ask := range map[string]func(context.Context) error{
		"TARAZU_CIVIL_URL": o.civil.Probe, "TARAZU_MOBILE_URL": o.mobile.Probe, "TARAZU_SMS_URL": o.sms.Probe, "TARAZU_BANK_URL": o.bank.Probe,
	} {
		switch err := ask(ctx); {
		case errors.Is(err, port.ErrSimulator):
			return fmt.Errorf("%s leads to Tarazu's own simulator, whose answers are invented; name the real service", name)
		case err != nil:
			log.LogAttrs(ctx, slog.LevelWarn, "an outside service does not answer", slog.String("setting", name), slog.Any("error", err))
		}
	}
	return nil
}

// instance is the data of an installation, opened by a command beside the running server.
type instance struct {
	config   config.Config
	db       *store.Store
	key      *seal.Key
	accounts *identity.Accounts
}

// openInstance opens what the settings name. It asks nobody outside.
func openInstance(ctx context.Context, c config.Config) (*instance, error) {
	if c.Data == "" {
		return nil, misused("TARAZU_DATA is missing: name the folder of the instance; 'tarazu init' makes one")
	}
	secret, err := c.SecretBytes()
	if err != nil {
		return nil, misused("%w", err)
	}
	messages, err := lang.LoadMessages()
	if err != nil {
		return nil, err
	}
	key, err := seal.Load(keyFile(c))
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, databaseAddress(c), time.Now)
	if err != nil {
		return nil, err
	}
	return &instance{c, db, key, identity.New(store.People{Store: db}, nil, nil, messages, secret, time.Now)}, nil
}

func (i *instance) close() { _ = i.db.Close() } // what was done stands; closing adds nothing
