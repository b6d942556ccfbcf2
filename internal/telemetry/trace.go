package telemetry

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	spans "go.opentelemetry.io/otel/trace"
)

// Trace sends spans to an OpenTelemetry collector at address ("http://127.0.0.1:4318") until
// stop is called. Without it, spans cost nothing and go nowhere.
func Trace(ctx context.Context, address, program string) (stop func(context.Context) error, err error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("TARAZU_OTLP_URL %q is no address; write http://HOST:4318", address)
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(u.JoinPath("v1", "traces").String()))
	if err != nil {
		return nil, fmt.Errorf("open the way to the collector: %w", err)
	}
	provider := trace.NewTracerProvider(trace.WithBatcher(exporter),
		trace.WithResource(resource.NewSchemaless(attribute.String("service.name", "tarazu"), attribute.String("service.version", program))))
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.TraceContext{})
	return provider.Shutdown, nil
}

const scope = "github.com/tarazu-justice/tarazu"

// Span opens a span of work that a request waits for; end it with what came of it. Its name
// says what is done, never for whom.
func Span(ctx context.Context, name string) (context.Context, func(error)) {
	ctx, span := otel.Tracer(scope).Start(ctx, name)
	return ctx, func(err error) {
		if err != nil {
			span.SetStatus(codes.Error, "failed") // the words of a fault may be personal
		}
		span.End()
	}
}

// request opens the span of a request, as the caller's trace goes on.
func request(r *http.Request, route string) (*http.Request, spans.Span) {
	ctx := otel.GetTextMapPropagator().Extract(r.Context(), propagation.HeaderCarrier(r.Header))
	ctx, span := otel.Tracer(scope).Start(ctx, route, spans.WithSpanKind(spans.SpanKindServer))
	return r.WithContext(ctx), span
}

func answered(span spans.Span, route string, status int) {
	span.SetAttributes(attribute.String("http.route", route), attribute.Int("http.response.status_code", status))
	if status >= http.StatusInternalServerError {
		span.SetStatus(codes.Error, http.StatusText(status))
	}
	span.End()
}
