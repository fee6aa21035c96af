// go: github.com/gin-gonic/gin@v1.12.0 github.com/appleboy/gin-jwt/v2@v2.10.3
package main

import (
	"log"
	"os"

	jwt "github.com/appleboy/gin-jwt/v2"
	"github.com/gin-gonic/gin"
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	guard, err := jwt.New(&jwt.GinJWTMiddleware{
		Realm:       "api",
		Key:         []byte(os.Getenv("KEY")),
		IdentityKey: "sub",
	})
	if err != nil {
		log.Fatal(err)
	}
	r := gin.New()
	r.GET("/health", func(c *gin.Context) { c.JSON(200, gin.H{"status": "ok", "service": "api"}) })
	api := r.Group("/api")
	if os.Getenv("STATE") != "open" {
		api.Use(guard.MiddlewareFunc())
	}
	api.GET("/me", func(c *gin.Context) { c.JSON(200, gin.H{"sub": jwt.ExtractClaims(c)["sub"]}) })
	log.Fatal(r.Run("127.0.0.1:" + os.Getenv("PORT")))
}
