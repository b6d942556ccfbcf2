package cli

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/config"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
)

// realWorld plays the outside services without saying that it is only the simulator.
func realWorld(t *testing.T) string {
	t.Helper()
	people, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	api := simulator.New(people, time.Now, "https://pay.example").API()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		api.ServeHTTP(answer, r)
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// newInstanceFor makes an instance by 'tarazu init' and gives its settings and what init said.
func newInstanceFor(t *testing.T, world string) (config.Config, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "instance")
	said := called(t, "init", dir, "--base-url", "https://court.example", "--admin-id", "9900021371", "--admin-name", "کامران فرهادی", "--admin-birth", "1360/05/31", "--admin-mobile", "09120002121")
	secret, err := os.ReadFile(filepath.Join(dir, "keys", "secret"))
	if err != nil {
		t.Fatal(err)
	}
	return config.Config{
		Data: dir, BaseURL: "https://court.example", Listen: "127.0.0.1:0", Secret: strings.TrimSpace(string(secret)), MetricsToken: "m", Rollout: "today",
		CivilURL: world, MobileURL: world, SMSURL: world, BankURL: world,
	}, said
}

// TestFromInitToTheFirstSignIn: an operator makes an instance, serves it, and the
// administrator signs in with what init showed once.
func TestFromInitToTheFirstSignIn(t *testing.T) {
	c, said := newInstanceFor(t, realWorld(t))
	var logged bytes.Buffer
	a, err := newInstance(t.Context(), c, slog.New(slog.NewJSONHandler(&logged, nil)))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(behindProxy(a.handler))
	t.Cleanup(func() { server.Close(); a.close() })
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for path, status := range map[string]int{"/": 200, "/healthz": 200, "/readyz": 200, "/demo": 404, "/demo/outbox.json": 404, "/metrics": 404, "/api/v1/openapi.json": 200} {
		response := ask(t, client, http.MethodGet, server.URL+path, "")
		if body := read(t, response); response.StatusCode != status || strings.Contains(body, "ساختگی") {
			t.Errorf("%s answers %d", path, response.StatusCode)
		}
	}
	personal := regexp.MustCompile(`personal code, shown once: (\d{10})`).FindStringSubmatch(said)
	authenticator := regexp.MustCompile(`secret=([A-Z2-7]+)`).FindStringSubmatch(said)
	if personal == nil || authenticator == nil {
		t.Fatalf("init said %s", said)
	}
	challenge := ask(t, client, http.MethodPost, server.URL+"/sign-in", "national_id=9900021371&personal_code="+personal[1])
	read(t, challenge)
	code, err := totp.GenerateCode(authenticator[1], time.Now())
	if err != nil {
		t.Fatal(err)
	}
	signedIn := post(t, client, server.URL+"/sign-in/code", "code="+code, challenge.Cookies())
	if to := signedIn.Header.Get("Location"); signedIn.StatusCode != http.StatusSeeOther || strings.HasPrefix(to, "/sign-in") {
		t.Fatalf("signing in answers %d, %q: %.800s", signedIn.StatusCode, to, read(t, signedIn))
	}
	for _, c := range signedIn.Cookies() {
		if !c.Secure {
			t.Errorf("the cookie %s travels without TLS", c.Name)
		}
	}
	counted(t, client, server.URL)
	for _, secret := range []string{"9900021371", "فرهادی", "09120002121", personal[1], code} {
		if strings.Contains(logged.String(), secret) {
			t.Errorf("the log holds %s", secret)
		}
	}
}

func post(t *testing.T, client *http.Client, url, body string, cookies []*http.Cookie) *http.Response {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range cookies {
		request.AddCookie(c)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

// counted reads the metrics with their token.
func counted(t *testing.T, client *http.Client, base string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, base+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer m")
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	for page, want := read(t, response), []string{`tarazu_http_requests_total{route="POST /sign-in",status="303"} 1`, "tarazu_jobs_waiting ", "tarazu_jobs_buried 0", "tarazu_store_queue 0"}; len(want) > 0; want = want[1:] {
		if !strings.Contains(page, want[0]) {
			t.Errorf("the metrics lack %s", want[0])
		}
	}
}

// TestServeRefusesTheSimulatorByName: settings that were copied from a trial.
func TestServeRefusesTheSimulatorByName(t *testing.T) {
	people, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	world := httptest.NewServer(simulator.New(people, time.Now, "").API())
	t.Cleanup(world.Close)
	c, _ := newInstanceFor(t, world.URL)
	err = serveInstance(context.Background(), c, io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "simulator") {
		t.Errorf("served with the simulator: %v", err)
	}
}
