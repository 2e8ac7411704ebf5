package desk

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"sayso/archive"
)

// metrics are what /metrics tells, in the format of Prometheus.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	readings prometheus.Histogram
	added    prometheus.Counter
	adding   prometheus.Histogram
	handler  http.Handler
}

// inSeconds are the bounds of the histograms: from a page out of memory to one that a person gives up on.
var inSeconds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

func newMetrics(store archive.Store) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sayso_requests_total", Help: "Requests answered."},
			[]string{"route", "method", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "sayso_request_seconds", Help: "Time from a request to the end of its answer.",
			Buckets: inSeconds}, []string{"route"}),
		readings: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "sayso_reading_seconds", Help: "Time for a text that was sent to be read.", Buckets: inSeconds}),
		added:    prometheus.NewCounter(prometheus.CounterOpts{Name: "sayso_articles_added_total", Help: "Articles added through this desk."}),
		adding:   prometheus.NewHistogram(prometheus.HistogramOpts{Name: "sayso_add_seconds", Help: "Time for articles to go into the archive.", Buckets: inSeconds}),
	}
	m.registry.MustRegister(m.requests, m.duration, m.readings, m.added, m.adding, totals{store},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.handler = promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{DisableCompression: true})
	return m
}

func (m *metrics) request(route, method string, status int, took time.Duration) {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete:
	default:
		method = "other" // anybody can make up methods; each would be a series of its own
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.duration.WithLabelValues(route).Observe(took.Seconds())
}

func (m *metrics) reading(took time.Duration) { m.readings.Observe(took.Seconds()) }

// totals asks the archive what it holds whenever somebody looks.
type totals struct{ store archive.Store }

func (t totals) descriptions() [2]*prometheus.Desc {
	return [2]*prometheus.Desc{prometheus.NewDesc("sayso_archive_articles", "Articles in the archive.", nil, nil),
		prometheus.NewDesc("sayso_archive_statements", "Statements in the archive.", nil, nil)}
}

func (t totals) Describe(out chan<- *prometheus.Desc) {
	for _, d := range t.descriptions() {
		out <- d
	}
}

func (t totals) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	d := t.descriptions()
	sum, err := t.store.Summary(ctx)
	if err != nil {
		out <- prometheus.NewInvalidMetric(d[0], err)
		return
	}
	out <- prometheus.MustNewConstMetric(d[0], prometheus.GaugeValue, float64(sum.Articles))
	out <- prometheus.MustNewConstMetric(d[1], prometheus.GaugeValue, float64(sum.Statements))
}

// counted is the archive, with what goes into it counted.
type counted struct {
	archive.Store
	metrics *metrics
}

func (c counted) Add(ctx context.Context, entries []archive.Entry) (int, error) {
	start := time.Now()
	n, err := c.Store.Add(ctx, entries)
	c.metrics.added.Add(float64(n))
	c.metrics.adding.Observe(time.Since(start).Seconds())
	return n, err
}
