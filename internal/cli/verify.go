package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/tarazu-justice/tarazu/internal/fault"
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
				return errors.New("verify takes one file, such as: tarazu verify tarazu-receipt.json")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if language != string(lang.FA) && language != string(lang.EN) {
				return misused("--lang %s: the languages are fa and en", language)
			}
			keys, err := trustedKeys(keyFile)
			if err != nil {
				return told(err, language)
			}
			data, err := os.ReadFile(args[0])
			if err != nil {
				return found("%w; give the receipt that you saved, PDF or JSON", err)
			}
			finding, receipt, err := verifyReceipt(data, keys)
			if errors.Is(err, seal.ErrUnknownKey) {
				return fmt.Errorf("%w; an installation's keys are on its page /verify/keys.json: save them and add --keys FILE", told(err, language))
			}
			if err != nil {
				return told(err, language)
			}
			return report(cmd.OutOrStdout(), finding, receipt, language)
		},
	}
	cmd.Flags().StringVar(&keyFile, "keys", "", "file of the keys that you trust")
	cmd.Flags().StringVar(&language, "lang", "fa", "language of the answer: fa or en")
	return cmd
}

// trustedKeys reads the file of keys that the caller trusts; receipts of demonstrations are
// known besides, and called so.
func trustedKeys(file string) (seal.Keys, error) {
	if file == "" {
		return seal.Keys{}.WithDemo(), nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return seal.Keys{}, err
	}
	keys, err := seal.ParseKeys(text)
	return keys.WithDemo(), err
}

// verifyReceipt takes a file only when it is, byte for byte, a receipt that a key that counts
// has sealed.
func verifyReceipt(data []byte, keys seal.Keys) (seal.Finding, filing.Receipt, error) {
	finding, err := seal.Verify(data, keys)
	if err != nil {
		return finding, filing.Receipt{}, err
	}
	receipt, err := filing.ReceiptIn(finding)
	return finding, receipt, err
}

// told puts a fault into the words of a person; what is none keeps its own.
func told(err error, language string) error {
	if _, ok := fault.As(err); !ok {
		return found("%w", err)
	}
	messages, loadErr := lang.LoadMessages()
	if loadErr != nil {
		return loadErr
	}
	return found("%s (%w)", messages.Error(lang.ParseLocale(language), err), err)
}

// report says in plain words what was checked and what it shows.
func report(w io.Writer, f seal.Finding, r filing.Receipt, language string) error {
	messages, err := lang.LoadMessages()
	if err != nil {
		return err
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
