package main

import (
	"os"
	"strconv"

	"sayso/english/train"
)

func main() {
	w, _ := strconv.Atoi(os.Args[4])
	n, _ := strconv.Atoi(os.Args[5])
	r, _ := strconv.ParseFloat(os.Args[6], 64)
	train.Try(os.Args[1], os.Args[2], os.Args[3], w, n, r)
}
