// go: github.com/zitadel/oidc/v3@v3.52.0
// The example server of zitadel/oidc: opaque tokens, and an issuer whose name ends in a slash.
package main

import (
	"log"
	"log/slog"
	"net/http"
	"os"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

func main() {
	issuer := "http://127.0.0.1:" + os.Getenv("PORT") + "/"
	store := storage.NewStorage(storage.NewUserStore(issuer))
	router := exampleop.SetupServer(issuer, store, slog.Default(), false)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), router))
}
