# make        builds ./sayso
# make test   does everything CI does, and installs what that needs
# make fuzz   tries every reader of foreign bytes, all at the same time, for FUZZTIME (30s; FUZZTIME=10m before a release)
# make bench  measures

GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME ?= 30s

.PHONY: build test check chromium readers fuzz bench race dist clean

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w" -o sayso ./cmd/sayso

test: check chromium readers
	$(GO) test ./... ./.ci/fuzz
	$(GO) run ./.ci/fuzz -time $(FUZZTIME)

# What holds for the sources themselves.
check:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./... ./.ci/fuzz
	$(GO) run $(STATICCHECK) ./... ./.ci/fuzz

# The page tests drive a real Chromium: Debian's, if none is there.
chromium:
	@if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then \
		if ! command -v apt-get >/dev/null 2>&1; then echo "The page tests need Chromium; install it and run make test again."; exit 1; fi; \
		SUDO=; [ "$$(id -u)" = 0 ] || SUDO=sudo; \
		$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends chromium; \
	fi

# Exports are read by other people's readers, from npm; brat's is written in Python.
readers:
	@missing=; command -v npm >/dev/null 2>&1 || missing="nodejs npm"; command -v python3 >/dev/null 2>&1 || missing="$$missing python3"; \
	if [ -n "$$missing" ]; then \
		if ! command -v apt-get >/dev/null 2>&1; then echo "The export tests need Node.js with npm, and Python 3; install them and run make test again."; exit 1; fi; \
		SUDO=; [ "$$(id -u)" = 0 ] || SUDO=sudo; \
		$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends $$missing; \
	fi
	@cd export/testdata/others && if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then npm ci --silent; fi

# Every fuzz target, all at the same time; what is found worth trying is kept in Go's cache for the next time.
fuzz:
	$(GO) run ./.ci/fuzz -keep -time $(FUZZTIME)

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

race:
	$(GO) test -race -short ./...

# Static programs for everybody, with their checksums and what is in them (CycloneDX).
PLATFORMS = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
CYCLONEDX = github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0

dist:
	rm -rf dist && mkdir dist
	@for platform in $(PLATFORMS); do \
		os=$${platform%/*}; arch=$${platform#*/}; file=dist/sayso-$$os-$$arch; [ $$os != windows ] || file=$$file.exe; \
		echo "$$file"; CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags "-s -w" -o $$file ./cmd/sayso || exit 1; \
	done
	$(GO) run $(CYCLONEDX) app -json -licenses -main cmd/sayso -output dist/sayso.cdx.json .
	cd dist && sha256sum sayso-* sayso.cdx.json > SHA256SUMS

clean:
	rm -rf sayso dist
