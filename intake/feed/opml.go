package feed

import "io"

// outlines reads an OPML list, whatever folders its entries lie in.
func (p *parser) outlines() error {
	for {
		start, err := p.start()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch name(start) {
		case "title":
			if err := p.into(&p.feed.Title); err != nil {
				return err
			}
		case "outline":
			if address := attr(start, "xmlUrl"); address != "" && len(p.feed.Feeds) < maxItems {
				title := attr(start, "title")
				if title == "" {
					title = attr(start, "text")
				}
				p.feed.Feeds = append(p.feed.Feeds, Outline{title, p.resolve(address)})
			}
		}
	}
}
