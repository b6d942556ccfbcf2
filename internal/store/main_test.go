package store

import (
	"os"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Main(m)) }
