package main

import (
	"log"
	"os"

	"sayso/english/train"
)

func main() {
	if err := train.Run(train.Options{Data: os.Args[1], Out: os.Args[2], Seed: 1, Log: os.Stdout}); err != nil {
		log.Fatal(err)
	}
}
