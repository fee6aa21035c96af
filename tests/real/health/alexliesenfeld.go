// go: github.com/alexliesenfeld/health@v0.8.0
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"

	"github.com/alexliesenfeld/health"
)

func main() {
	checker := health.NewChecker(health.WithCheck(health.Check{
		Name: "database",
		Check: func(context.Context) error {
			if os.Getenv("STATE") == "failing" {
				return errors.New("connection refused")
			}
			return nil
		},
	}))
	http.Handle("/health", health.NewHandler(checker))
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
