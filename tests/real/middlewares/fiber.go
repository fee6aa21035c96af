// go: github.com/gofiber/fiber/v2@v2.52.15 github.com/gofiber/contrib/jwt@v1.1.2
package main

import (
	"log"
	"os"

	jwtware "github.com/gofiber/contrib/jwt"
	"github.com/gofiber/fiber/v2"
)

func main() {
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get("/health", func(c *fiber.Ctx) error {
		return c.JSON(fiber.Map{"status": "ok", "service": "api"})
	})
	if os.Getenv("STATE") != "open" {
		app.Use("/api", jwtware.New(jwtware.Config{SigningKey: jwtware.SigningKey{Key: []byte(os.Getenv("KEY"))}}))
	}
	app.Get("/api/me", func(c *fiber.Ctx) error { return c.JSON(fiber.Map{"sub": "smoke"}) })
	log.Fatal(app.Listen("127.0.0.1:" + os.Getenv("PORT")))
}
