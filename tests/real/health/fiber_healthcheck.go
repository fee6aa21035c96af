// go: github.com/gofiber/fiber/v3@v3.1.0
package main

import (
	"log"
	"os"

	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/healthcheck"
)

func main() {
	app := fiber.New()
	app.Get("/readyz", healthcheck.New(healthcheck.Config{
		Probe: func(fiber.Ctx) bool { return os.Getenv("STATE") != "failing" },
	}))
	log.Fatal(app.Listen("127.0.0.1:"+os.Getenv("PORT"), fiber.ListenConfig{DisableStartupMessage: true}))
}
