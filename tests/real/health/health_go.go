// go: github.com/hellofresh/health-go/v5@v5.5.4
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"

	"github.com/hellofresh/health-go/v5"
)

func main() {
	checks, err := health.New(health.WithChecks(health.Config{
		Name: "database",
		Check: func(context.Context) error {
			if os.Getenv("STATE") == "failing" {
				return errors.New("connection refused")
			}
			return nil
		},
	}))
	if err != nil {
		log.Fatal(err)
	}
	http.Handle("/status", checks.Handler())
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
