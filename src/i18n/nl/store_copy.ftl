### Een wachtrij kopiëren van de ene soort opslag naar de andere.

store-copy-busy = Iemand werkt aan een wachtrij die gekopieerd moet worden
store-copy-busy-hint = Beëindig elke console en dienst die eraan werkt; tijdens het kopiëren mag uit geen van beide wachtrijen iets verstuurd worden.
store-copy-not-empty = De databank bevat een wachtrij die niet leeg is
store-copy-not-empty-hint = Kopieer naar een lege databank of een leeg schema; deze wachtrij bleef zoals ze was.
store-copy-differs = De kopie verschilt in tabel { $table }: { $sent } rijen vertrokken, { $found } kwamen aan
store-copy-differs-hint = Niets werd bewaard. Laat het bestand nakijken met "store check" en probeer opnieuw.
store-copy-table = { $table } { $rows }  sha256 { $digest }
store-copy-done = Gekopieerd naar { $to }; elke tabel heeft aan beide kanten dezelfde rijen, en het journaal is gaaf
store-copy-next = Noem de kopie in de configuratie: de oude wachtrij neemt geen wijzigingen meer aan.
store-copy-look = De kopie is om te bekijken en neemt geen wijzigingen aan; het werk gaat verder in de oude wachtrij.
store-copy-which = Een wachtrij wordt gekopieerd van haar bestand naar een databank, of van een databank naar een bestand
store-copy-which-hint = Ligt de wachtrij in een bestand, noem dan een databank: --to postgres://USER@HOST/DATABASE; ligt ze in een databank, noem dan een nieuw bestand.
store-closed = Deze wachtrij neemt geen wijzigingen aan: het werk gaat verder op { $place }
store-closed-hint = Noem die wachtrij in de configuratie. Als daar niemand werkt en niemand zal werken, opent "store reopen --reason" deze opnieuw: wat beide versturen, wordt twee keer verstuurd.
store-reopened = De wachtrij is weer open: niemand mag aan de andere werken, want wat beide versturen, wordt twee keer verstuurd
store-not-closed = De wachtrij was niet gesloten; er is niets gewijzigd
