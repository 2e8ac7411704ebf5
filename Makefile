# make        builds ./sayso
# make test   does everything CI does, and installs what that needs
# make fuzz   tries every reader of foreign bytes for 30 seconds each
# make bench  measures

GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME ?= 30s

.PHONY: build test check chromium readers fuzz bench race clean

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w" -o sayso ./cmd/sayso

test: check chromium readers
	$(GO) test ./...

# What holds for the sources themselves.
check:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

# The page tests drive a real Chromium: Debian's, if none is there.
chromium:
	@if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then \
		if ! command -v apt-get >/dev/null 2>&1; then echo "The page tests need Chromium; install it and run make test again."; exit 1; fi; \
		SUDO=; [ "$$(id -u)" = 0 ] || SUDO=sudo; \
		$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends chromium; \
	fi

# Exports are read by other people's readers, from npm.
readers:
	@if ! command -v npm >/dev/null 2>&1; then \
		if ! command -v apt-get >/dev/null 2>&1; then echo "The export tests need Node.js with npm; install it and run make test again."; exit 1; fi; \
		SUDO=; [ "$$(id -u)" = 0 ] || SUDO=sudo; \
		$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends nodejs npm; \
	fi
	@cd export/testdata/others && if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then npm ci --silent; fi

fuzz:
	@grep -o --include='*_test.go' -r '^func Fuzz[A-Za-z]*' . | sort | while IFS=: read -r file target; do \
		target=$${target#func }; dir=$$(dirname "$$file"); \
		echo "$$dir $$target"; $(GO) test "$$dir" -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x || exit 1; \
	done

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

race:
	$(GO) test -race -short ./...

clean:
	rm -f sayso
