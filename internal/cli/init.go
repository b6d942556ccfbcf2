package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

//go:embed templates
var templates embed.FS

func initCommand() *cobra.Command {
	var baseURL string
	var admin appointee
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Make a new instance: keys, settings, database, first administrator",
		Long: "Makes the folder of a new instance with the key that seals receipts, the secret of one-time codes, a file of settings, a systemd unit " +
			"and an empty database, and appoints the first administrator. Her personal code and authenticator are shown once.",
		Example: "  tarazu init /srv/tarazu --base-url https://court.example --admin-id 9900021371 --admin-name 'کامران فرهادی' --admin-birth 1360/05/31 --admin-mobile 09120002121",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := filepath.Abs(args[0])
			if err != nil {
				return err
			}
			if _, _, err := admin.person(); err != nil {
				return err
			}
			c := config.Config{Data: dir, BaseURL: baseURL}
			if err := initialise(c); err != nil {
				return err
			}
			secret, err := os.ReadFile(filepath.Join(dir, "keys", "secret"))
			if err != nil {
				return err
			}
			c.Secret = strings.TrimSpace(string(secret))
			return firstAdministrator(cmd.Context(), c, admin, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&baseURL, "base-url", "", "address that people will type, such as https://court.example")
	cmd.Flags().StringVar(&admin.id, "admin-id", "", "national id of the first administrator")
	cmd.Flags().StringVar(&admin.name, "admin-name", "", "first and last name")
	cmd.Flags().StringVar(&admin.birth, "admin-birth", "", "day of birth, such as 1360/05/31")
	cmd.Flags().StringVar(&admin.mobile, "admin-mobile", "", "mobile, 09 and nine digits")
	for _, flag := range []string{"base-url", "admin-id", "admin-name", "admin-birth", "admin-mobile"} {
		_ = cmd.MarkFlagRequired(flag) // the flag stands three lines above
	}
	return cmd
}

// initialise makes the files of an instance. What stands already is never touched.
func initialise(c config.Config) error {
	whole := c
	whole.Secret, whole.CivilURL, whole.MobileURL, whole.SMSURL, whole.BankURL = strings.Repeat("00", 32), "-", "-", "-", "-"
	if err := whole.Serving(); err != nil {
		return misused("%w", err)
	}
	keys := filepath.Join(c.Data, "keys")
	if _, err := os.Stat(keys); err == nil {
		return fmt.Errorf("%s is an instance already; its keys are never made anew", c.Data)
	}
	if err := errors.Join(os.MkdirAll(keys, 0o700), os.MkdirAll(filepath.Join(c.Data, "blobs"), 0o700)); err != nil {
		return fmt.Errorf("make the folders of the instance: %w", err)
	}
	key, err := seal.LoadOrCreate(keyFile(c))
	if err != nil {
		return err
	}
	trusted, err := json.MarshalIndent(seal.Keys{Keys: []seal.Trusted{key.Trust(strings.TrimPrefix(c.BaseURL, "https://"))}}, "", "  ")
	if err != nil {
		return err
	}
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails
	program, err := os.Executable()
	if err != nil {
		return err
	}
	tokens := []error{}
	for _, port := range []string{"civil", "mobile", "sms", "bank"} {
		tokens = append(tokens, os.WriteFile(filepath.Join(keys, port+".token"), nil, 0o600))
	}
	return errors.Join(errors.Join(tokens...),
		os.WriteFile(filepath.Join(keys, "secret"), []byte(hex.EncodeToString(secret[:])+"\n"), 0o600),
		os.WriteFile(filepath.Join(keys, "trusted.json"), append(trusted, '\n'), 0o600),
		fill("tarazu.env", filepath.Join(c.Data, "tarazu.env"), map[string]string{"Data": c.Data, "BaseURL": c.BaseURL}),
		fill("tarazu.service", filepath.Join(c.Data, "tarazu.service"), map[string]string{"Data": c.Data, "Program": program}),
	)
}

func fill(name, path string, with map[string]string) error {
	t, err := template.ParseFS(templates, "templates/"+name)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, with); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o600)
}

// appointee is a person whom the operator vouches for.
type appointee struct{ id, name, birth, mobile string }

func (p appointee) person() (identity.Person, string, error) {
	first, last, ok := strings.Cut(lang.Line(p.name), " ")
	id, wrongID := lang.NationalID(p.id)
	birth, wrongDay := lang.ParseJalali(p.birth)
	mobile, wrongMobile := lang.Mobile(p.mobile)
	switch {
	case wrongID != nil:
		return identity.Person{}, "", misused("%s is no national id: its check digit does not fit", p.id)
	case !ok || wrongDay != nil || wrongMobile != nil:
		return identity.Person{}, "", misused("a new account needs a first and last name, a day of birth such as 1360/05/31, and a mobile such as 09120002121")
	}
	return identity.Person{NationalID: id, First: first, Last: last, Birth: birth, Alive: true}, mobile, nil
}

func firstAdministrator(ctx context.Context, c config.Config, admin appointee, out io.Writer) error {
	i, err := openInstance(ctx, c)
	if err != nil {
		return err
	}
	defer i.close()
	if err := i.appoint(ctx, admin, identity.Standing{Kind: identity.Administrator}, out); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, "\nmade %s. Next: write the outside services into %s, then 'systemctl link %s'.\nKeep %s apart and safe: whoever has it can seal receipts in your name.\nGive %s to everybody who verifies receipts.\n",
		c.Data, filepath.Join(c.Data, "tarazu.env"), filepath.Join(c.Data, "tarazu.service"), keyFile(c), filepath.Join(c.Data, "keys", "trusted.json"))
	return nil
}
