# docker build -t sayso . && docker run -v news:/data sayso add - < articles.jsonl
# The desk, beyond the container, needs an account first: docker run -it -v news:/data sayso user add NAME --role admin
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /out/sayso ./cmd/sayso
RUN mkdir -p /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/sayso /sayso
COPY --from=build /out/tmp /tmp
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
EXPOSE 8017
ENTRYPOINT ["/sayso"]
CMD ["serve", "--listen", "0.0.0.0:8017"]
