package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
)

// Answer is the answer of a server.
type Answer struct {
	Status      int
	ContentType string
	// Body is the page, unpacked if the server had packed it.
	Body io.Reader
}

// HTTP reads the header of the answer in a record's block.
func (r *Record) HTTP() (*Answer, error) {
	in := bufio.NewReaderSize(r.Block, 16<<10)
	first, err := httpLine(in)
	if err != nil {
		return nil, fmt.Errorf("read the answer's header: %w", err)
	}
	version, rest, _ := strings.Cut(first, " ")
	if !strings.HasPrefix(version, "HTTP/") {
		return nil, errors.New("it holds no HTTP answer")
	}
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	a := &Answer{}
	if a.Status, err = strconv.Atoi(code); err != nil {
		return nil, fmt.Errorf("the status of its answer is %.20q", code)
	}
	packing, chunked := "", false
	for left := maxHeaderBytes; ; {
		line, err := httpLine(in)
		if err != nil {
			return nil, fmt.Errorf("read the answer's header: %w", err)
		}
		if left -= len(line); left < 0 {
			return nil, errors.New("the header of its answer is too long")
		}
		if line == "" {
			break
		}
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "content-type":
			a.ContentType = value
		case "content-encoding":
			packing = strings.ToLower(value)
		case "transfer-encoding":
			chunked = strings.EqualFold(value, "chunked")
		}
	}
	// Many crawlers keep the header as it came and the body without its packing: the bytes decide.
	if chunked && startsChunk(in) {
		in = bufio.NewReaderSize(httputil.NewChunkedReader(in), 16<<10)
	}
	if a.Body, err = unpacked(in, packing); err != nil {
		return nil, fmt.Errorf("unpack the answer: %w", err)
	}
	return a, nil
}

func unpacked(in *bufio.Reader, packing string) (io.Reader, error) {
	start, _ := in.Peek(2)
	switch {
	case len(start) < 2:
		return in, nil
	case isGzip(append(start[:2:2], 0)):
		return gzip.NewReader(in)
	case packing == "br" && start[0] != '<':
		return brotli.NewReader(in), nil
	case packing == "deflate" && start[0] == 0x78:
		return zlib.NewReader(in)
	case packing == "deflate" && start[0] != '<':
		return flate.NewReader(in), nil
	}
	return in, nil
}

// startsChunk reports whether a body starts with the length of a chunk.
func startsChunk(in *bufio.Reader) bool {
	start, _ := in.Peek(16)
	line, _, ok := bytes.Cut(start, []byte("\r\n"))
	if !ok || len(line) == 0 {
		return false
	}
	number, _, _ := bytes.Cut(line, []byte(";"))
	_, err := strconv.ParseUint(string(bytes.TrimSpace(number)), 16, 32)
	return err == nil
}

func httpLine(in *bufio.Reader) (string, error) {
	line, err := in.ReadSlice('\n')
	if err == bufio.ErrBufferFull { // a cookie of no end: its rest is passed over
		kept := string(line)
		for err == bufio.ErrBufferFull {
			_, err = in.ReadSlice('\n')
		}
		if err != nil {
			return "", err
		}
		return kept, nil
	}
	if err == io.EOF {
		return "", io.ErrUnexpectedEOF
	}
	return strings.TrimRight(string(line), "\r\n"), err
}
