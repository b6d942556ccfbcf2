package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

func verifyCommand() *cobra.Command {
	var keyFile, language string
	cmd := &cobra.Command{
		Use:   "verify FILE",
		Short: "Check a receipt, PDF or JSON, without the network",
		Long: "Says whether a receipt is byte for byte what Tarazu sealed, and what was checked. The keys of an installation " +
			"come from its page /verify/keys.json; receipts of a demonstration are recognised as such.",
		Example: "  tarazu verify tarazu-receipt.json\n  tarazu verify --keys tarazu-keys.json tarazu-receipt.pdf",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misused("verify takes one file, such as: tarazu verify tarazu-receipt.json")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			keys := seal.Keys{}
			if keyFile != "" {
				text, err := os.ReadFile(keyFile)
				if err != nil {
					return err
				}
				if keys, err = seal.ParseKeys(text); err != nil {
					return told(err, language)
				}
			}
			data, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			finding, err := seal.Verify(data, keys.WithDemo())
			if err != nil {
				return told(err, language)
			}
			return report(cmd.OutOrStdout(), finding, language)
		},
	}
	cmd.Flags().StringVar(&keyFile, "keys", "", "file of the keys that you trust")
	cmd.Flags().StringVar(&language, "lang", "fa", "language of the answer: fa or en")
	return cmd
}

// told puts a fault into the words of a person.
func told(err error, language string) error {
	messages, loadErr := lang.LoadMessages()
	if loadErr != nil {
		return loadErr
	}
	return found("%s (%w)", messages.Error(lang.ParseLocale(language), err), err)
}

// report says in plain words what was checked and what it shows.
func report(w io.Writer, f seal.Finding, language string) error {
	messages, err := lang.LoadMessages()
	if err != nil {
		return err
	}
	payload := f.Payload
	if f.Attached != nil {
		payload = f.Attached.Payload
	}
	var r filing.Receipt
	if err := json.Unmarshal(payload, &r); err != nil {
		return found("%s", messages.Text(lang.ParseLocale(language), "error.public.file", nil))
	}
	loc := lang.ParseLocale(language)
	t := func(key string) string { return messages.Text(loc, key, nil) }
	lines := []string{t("verify.good") + "."}
	if f.Demo {
		lines = append(lines, t("verify.demo"))
	}
	lines = append(lines,
		t("track.number")+": "+r.Tracking,
		t("receipt.what")+": "+r.FamilyName+" «"+r.TitleName+"»، "+r.AuthorityName,
		t("receipt.when")+": "+r.ReceivedAt,
		t("verify.hash")+": "+r.ContentHash,
		t("verify.what"),
	)
	for _, line := range lines {
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}
