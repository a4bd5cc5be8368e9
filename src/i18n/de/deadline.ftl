# Bis wann eine Meldung rechtzeitig ist.

deadline-start-hour = bevor der Arbeitnehmer anfängt, am { $day } um { $hour }
deadline-start-day = bevor der Arbeitnehmer am { $day } anfängt; ohne gemeldete Beginnuhrzeit zählt { $hour }
deadline-start-moved = bevor der Arbeitnehmer anfängt, am { $day }
deadline-end = am ersten Werktag nach dem Ende am { $day }: { $last }
deadline-end-moved = am ersten Werktag nach dem früheren der beiden Enddaten, { $day }: { $last }
deadline-end-unknown = am ersten Werktag nach dem neuen Enddatum { $day }: { $last }; früher, wenn die Periode vor diesem Tag endete, was hier nicht bekannt ist
deadline-cancel = am gemeldeten Beginndatum { $day }
deadline-hours-shortened = vor der Mitternacht nach dem geplanten Ende am { $day } um { $hour }
deadline-hours-lengthened = einige Stunden nach dem geplanten Ende am { $day } um { $hour }
deadline-hours-unknown = kurz nach dem Ende am { $day }; die geplante Enduhrzeit ist hier nicht bekannt
