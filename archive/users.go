package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sayso/account"
)

// User is an account of the desk, without its password.
type User struct {
	Name string
	Role account.Role
	// Added and Seen are times in ISO 8601; Seen is the latest sign-in, "" if there was none.
	Added, Seen string
}

// Token is an API token, without its secret.
type Token struct {
	Name string
	Role account.Role
	// Added is a time, Used the latest day of use, both in ISO 8601; Used is "" if there was none.
	Added, Used string
}

var (
	// ErrExists is returned, wrapped, for the name of an account or token that is taken.
	ErrExists = errors.New("there is one of this name already")
	// ErrNoUser is returned, wrapped, for an account, token or session that there is not, or is no more.
	ErrNoUser = errors.New("there is none of this name")
)

// nowText is the time as it is kept.
func nowText() string { return time.Now().UTC().Format(time.RFC3339) }

// AddUser makes an account. password is its hash, as account.HashPassword makes it.
func (a *Archive) AddUser(ctx context.Context, name string, role account.Role, password string) error {
	return a.wrap("add a user to", a.transact(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "INSERT INTO users (name, password, role, added) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", name, password, role.String(), nowText())
		return affected(result, err, fmt.Errorf("%q: %w", name, ErrExists))
	}))
}

// Users lists the accounts by name.
func (a *Archive) Users(ctx context.Context) ([]User, error) {
	rows, err := a.readers.QueryContext(ctx, "SELECT name, role, added, seen FROM users ORDER BY name")
	list, err := collect(rows, err, func(row *sql.Rows, u *User) error {
		return row.Scan(&u.Name, roleColumn{&u.Role}, &u.Added, &u.Seen)
	})
	return list, a.wrap("list the users of", err)
}

// Password returns an account and the hash of its password, or ErrNoUser. Capitals do not count in names.
func (a *Archive) Password(ctx context.Context, name string) (User, string, error) {
	var u User
	var hash string
	err := a.readers.QueryRowContext(ctx, "SELECT name, role, added, seen, password FROM users WHERE name = ?", name).
		Scan(&u.Name, roleColumn{&u.Role}, &u.Added, &u.Seen, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("user %q: %w", name, ErrNoUser)
	}
	return u, hash, a.wrap("look up a user in", err)
}

// SetPassword changes an account's password, given by its hash, and ends its sessions.
func (a *Archive) SetPassword(ctx context.Context, name, password string) error {
	return a.wrap("change a user of", a.transact(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "UPDATE users SET password = ? WHERE name = ?", password, name)
		if err := affected(result, err, fmt.Errorf("user %q: %w", name, ErrNoUser)); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM sessions WHERE user = (SELECT id FROM users WHERE name = ?)", name)
		return err
	}))
}

// SetRole changes what an account may do, from its next request on.
func (a *Archive) SetRole(ctx context.Context, name string, role account.Role) error {
	return a.wrap("change a user of", a.transact(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "UPDATE users SET role = ? WHERE name = ?", role.String(), name)
		return affected(result, err, fmt.Errorf("user %q: %w", name, ErrNoUser))
	}))
}

// RemoveUser removes an account with its sessions. What it corrected stays, under its name.
func (a *Archive) RemoveUser(ctx context.Context, name string) error {
	return a.wrap("remove a user of", a.transact(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM users WHERE name = ?", name)
		return affected(result, err, fmt.Errorf("user %q: %w", name, ErrNoUser))
	}))
}

// StartSession keeps a session of an account until ends, by the hash of its secret, and drops those that have ended.
func (a *Archive) StartSession(ctx context.Context, name string, hash []byte, ends time.Time) error {
	return a.wrap("sign in to", a.transact(ctx, func(tx *sql.Tx) error {
		now := time.Now()
		if _, err := tx.ExecContext(ctx, "DELETE FROM sessions WHERE ends < ?", now.Unix()); err != nil {
			return err
		}
		result, err := tx.ExecContext(ctx, "UPDATE users SET seen = ? WHERE name = ?", nowText(), name)
		if err := affected(result, err, fmt.Errorf("user %q: %w", name, ErrNoUser)); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO sessions (hash, user, started, ends) SELECT ?, id, ?, ? FROM users WHERE name = ?", hash, now.Unix(), ends.Unix(), name)
		return err
	}))
}

// Session returns whose session has this hash and when it ends, or ErrNoUser.
func (a *Archive) Session(ctx context.Context, hash []byte) (User, time.Time, error) {
	var u User
	var ends int64
	err := a.readers.QueryRowContext(ctx, `SELECT u.name, u.role, u.added, u.seen, s.ends FROM sessions s JOIN users u ON u.id = s.user
		WHERE s.hash = ? AND s.ends >= ?`, hash, time.Now().Unix()).Scan(&u.Name, roleColumn{&u.Role}, &u.Added, &u.Seen, &ends)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("session: %w", ErrNoUser)
	}
	return u, time.Unix(ends, 0), a.wrap("look up a session in", err)
}

// ExtendSession lets a session end later.
func (a *Archive) ExtendSession(ctx context.Context, hash []byte, ends time.Time) error {
	return a.wrap("sign in to", a.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE sessions SET ends = ? WHERE hash = ?", ends.Unix(), hash)
		return err
	}))
}

// EndSession signs out.
func (a *Archive) EndSession(ctx context.Context, hash []byte) error {
	return a.wrap("sign out of", a.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM sessions WHERE hash = ?", hash)
		return err
	}))
}

// AddToken keeps an API token by the hash of its secret.
func (a *Archive) AddToken(ctx context.Context, name string, role account.Role, hash []byte) error {
	return a.wrap("add a token to", a.transact(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "INSERT INTO tokens (name, hash, role, added) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", name, hash, role.String(), nowText())
		return affected(result, err, fmt.Errorf("%q: %w", name, ErrExists))
	}))
}

// Tokens lists the API tokens by name.
func (a *Archive) Tokens(ctx context.Context) ([]Token, error) {
	rows, err := a.readers.QueryContext(ctx, "SELECT name, role, added, used FROM tokens ORDER BY name")
	list, err := collect(rows, err, func(row *sql.Rows, t *Token) error {
		return row.Scan(&t.Name, roleColumn{&t.Role}, &t.Added, &t.Used)
	})
	return list, a.wrap("list the tokens of", err)
}

// TokenIs returns the API token of this hash, or ErrNoUser.
func (a *Archive) TokenIs(ctx context.Context, hash []byte) (Token, error) {
	var t Token
	err := a.readers.QueryRowContext(ctx, "SELECT name, role, added, used FROM tokens WHERE hash = ?", hash).Scan(&t.Name, roleColumn{&t.Role}, &t.Added, &t.Used)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("token: %w", ErrNoUser)
	}
	return t, a.wrap("look up a token in", err)
}

// UsedToken notes the day on which a token was used.
func (a *Archive) UsedToken(ctx context.Context, name, day string) error {
	return a.wrap("note the use of a token in", a.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE tokens SET used = ? WHERE name = ?", day, name)
		return err
	}))
}

// RemoveToken revokes an API token, from the next request on.
func (a *Archive) RemoveToken(ctx context.Context, name string) error {
	return a.wrap("remove a token of", a.transact(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM tokens WHERE name = ?", name)
		return affected(result, err, fmt.Errorf("token %q: %w", name, ErrNoUser))
	}))
}

// affected returns none where a statement changed no row.
func affected(result sql.Result, err, none error) error {
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return none
}

// roleColumn reads a role. One that this program does not know may do nothing.
type roleColumn struct{ role *account.Role }

func (c roleColumn) Scan(value any) error {
	word, ok := value.(string)
	if !ok {
		return fmt.Errorf("role %v is no text", value)
	}
	*c.role, _ = account.ParseRole(word)
	return nil
}
