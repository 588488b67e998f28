#!/bin/sh
# Miniflare runs this where it would run workerd: the configuration it wrote is kept for the supervisor, nothing starts.
exec cat >"$ANSHAO_CONFIG"
