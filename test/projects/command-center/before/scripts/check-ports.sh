#!/bin/sh
for port in 5432 6379 8000 3000; do
  lsof -i :$port && exit 1
done
exit 0
