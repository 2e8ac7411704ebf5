package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Adding a web archive again goes on at the last article that was added, without unpacking what lies before it.
func TestAddGoesOnInWebArchives(t *testing.T) {
	dir := t.TempDir()
	crawl, db := filepath.Join(dir, "crawl.warc.gz"), filepath.Join(dir, "a.db")
	var file bytes.Buffer
	for i := range 5 {
		body := fmt.Sprintf("<html><article><h1>Bridge number %d</h1><p>The mayor, Ilse Marrow, said on Monday that bridge number %d would be mended.</p></article></html>", i, i)
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
		z := gzip.NewWriter(&file)
		fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://h.example/%d\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, len(block), block)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(crawl, file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"5 articles added", "0 articles added with 0 statements, 1 already there"} {
		var problems bytes.Buffer
		if status := run([]string{"add", "--reader", "rules", "--archive", db, crawl}, strings.NewReader(""), io.Discard, &problems); status != 0 || !strings.Contains(problems.String(), want) {
			t.Errorf("status %d, %q, want %q", status, problems.String(), want)
		}
	}
}
