-- A new second factor lies beside the one in force until its first code proves it: whoever begins to enrol and stops has
-- the factor that was there, and a session alone takes no factor away.
alter table staff_user add column totp_next bytea;
update staff_user set totp_next = totp_secret, totp_secret = null where totp_confirmed_at is null;
