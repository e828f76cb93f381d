// go FILE SECONDS: the job of job.ts on crypto/x509, over and over. See run-job.ts.
package main

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"time"
)

type counts struct {
	fingerprints                   map[[32]byte]struct{}
	issuers, policies              map[string]int
	algorithms                     map[x509.SignatureAlgorithm]int
	read, refused, precertificates int
	first, last                    time.Time
}

var poison = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11129, 2, 4, 3}

func countAll(certificates [][]byte) *counts {
	c := &counts{
		fingerprints: map[[32]byte]struct{}{},
		issuers:      map[string]int{},
		policies:     map[string]int{},
		algorithms:   map[x509.SignatureAlgorithm]int{},
	}
	for _, der := range certificates {
		c.fingerprints[sha256.Sum256(der)] = struct{}{}
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			c.refused++
			continue
		}
		c.read++
		c.issuers[certificate.Issuer.String()]++
		c.algorithms[certificate.SignatureAlgorithm]++
		if c.first.IsZero() || certificate.NotBefore.Before(c.first) {
			c.first = certificate.NotBefore
		}
		if certificate.NotAfter.After(c.last) {
			c.last = certificate.NotAfter
		}
		for _, policy := range certificate.PolicyIdentifiers {
			c.policies[policy.String()]++
		}
		for _, extension := range certificate.Extensions {
			if extension.Id.Equal(poison) {
				c.precertificates++
			}
		}
	}
	return c
}

func main() {
	bytes, err := os.ReadFile(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	minSeconds, _ := strconv.ParseFloat(os.Args[2], 64)
	var certificates [][]byte
	for len(bytes) > 0 {
		end := 4 + binary.BigEndian.Uint32(bytes)
		certificates = append(certificates, bytes[4:end])
		bytes = bytes[end:]
	}
	countAll(certificates) // warm
	start, passes := time.Now(), 0
	for {
		c := countAll(certificates)
		passes++
		if elapsed := time.Since(start).Seconds(); elapsed >= minSeconds {
			fmt.Printf(`{"read":%d,"refused":%d,"issuers":%d,"precertificates":%d,"certificates":%d,"seconds":%f}`+"\n",
				c.read, c.refused, len(c.issuers), c.precertificates, passes*len(certificates), elapsed)
			return
		}
	}
}
