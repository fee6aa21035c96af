// go: github.com/labstack/echo/v4@v4.16.0 github.com/labstack/echo-jwt/v4@v4.4.0
package main

import (
	"os"

	echojwt "github.com/labstack/echo-jwt/v4"
	"github.com/labstack/echo/v4"
)

func main() {
	e := echo.New()
	e.HideBanner = true
	e.GET("/health", func(c echo.Context) error {
		return c.JSON(200, map[string]string{"status": "ok", "service": "api"})
	})
	api := e.Group("/api")
	if os.Getenv("STATE") != "open" {
		api.Use(echojwt.JWT([]byte(os.Getenv("KEY"))))
	}
	api.GET("/me", func(c echo.Context) error {
		return c.JSON(200, map[string]string{"sub": "smoke"})
	})
	e.Logger.Fatal(e.Start("127.0.0.1:" + os.Getenv("PORT")))
}
