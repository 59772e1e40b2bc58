"""Users: found by identity or token, counted once for each job."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from models import User, database, now

pytestmark = pytest.mark.usefixtures("database")


def test_an_identity_is_one_user_from_its_first_visit_on():
    first = User.for_identity("cookie:a", "Ann")
    assert User.for_identity("cookie:a").id == first.id
    assert User.for_identity("cookie:a").name == "Ann"
    assert User.for_identity("cookie:a", "Ann Lee").name == "Ann Lee"
    assert User.for_identity("cookie:a").name == "Ann Lee"
    assert User.for_identity("cookie:b").id != first.id


def test_visits_at_the_same_instant_make_one_user():
    with ThreadPoolExecutor(8) as threads:
        ids = {user.id for user in threads.map(lambda _: User.for_identity("oidc:x|y"), range(32))}
    assert len(ids) == 1
    assert User.objects.count() == 1


def test_a_token_finds_its_user_until_it_is_revoked_and_is_kept_hashed():
    user = User.for_identity("cookie:a")
    token = user.create_token("laptop")
    assert User.for_token(token).id == user.id
    assert token not in str(database()["users"].find_one())
    assert User.for_token(token[:-1]) is None
    assert [entry.name for entry in User.for_identity("cookie:a").tokens] == ["laptop"]
    user.revoke_token(user.tokens[0].id)
    assert User.for_token(token) is None
    assert user.tokens == []


def test_a_story_is_counted_once_however_often_it_is_reported():
    user = User.for_identity("cookie:a")
    with ThreadPoolExecutor(8) as threads:
        raised = list(threads.map(lambda number: User.count_story(user.id, f"job{number % 5}"), range(40)))
    assert raised.count(True) == 5
    counted = User.for_identity("cookie:a")
    assert (counted.stories_this_month, counted.total_stories_created) == (5, 5)


def test_the_monthly_count_begins_anew_and_the_total_goes_on():
    user = User.for_identity("cookie:a")
    database()["users"].update_one(
        {"_id": user.id}, {"$set": {"month": "2001-02", "stories_this_month": 7, "total_stories_created": 9}}
    )
    assert User.for_identity("cookie:a").stories_in(datetime(2001, 2, 28, tzinfo=UTC)) == 7
    assert User.for_identity("cookie:a").stories_in(now()) == 0
    assert User.count_story(user.id, "job")
    counted = User.for_identity("cookie:a")
    assert (counted.stories_this_month, counted.total_stories_created) == (1, 10)
    assert counted.stories_in(now()) == 1


def expired_after(days, tokens=0, has=lambda user_id: False):
    user = User.for_identity("cookie:a")
    for _ in range(tokens):
        user.create_token("laptop")
    database()["users"].update_one({"_id": user.id}, {"$set": {"expires_at": now() + timedelta(days=7 - days)}})
    return User.expire(has), User.objects.count()


def test_who_has_nothing_and_stays_away_for_a_week_is_forgotten():
    assert expired_after(days=6) == (0, 1)
    assert expired_after(days=8) == (1, 0)


@pytest.mark.parametrize("kept", [{"tokens": 1}, {"has": lambda user_id: True}])
def test_who_has_something_is_kept(kept):
    assert expired_after(days=8, **kept) == (0, 1)
    assert User.for_identity("cookie:a").expires_at > now() + timedelta(days=6)


def test_a_visit_puts_it_off_and_entries_of_earlier_versions_are_looked_at_too():
    user = User.for_identity("cookie:a")
    database()["users"].update_one({"_id": user.id}, {"$unset": {"expires_at": ""}})
    User.for_identity("cookie:a")
    assert User.expire(lambda user_id: False) == 0
    database()["users"].update_one({"_id": user.id}, {"$unset": {"expires_at": ""}})
    assert User.expire(lambda user_id: False) == 1


def test_an_ended_session_stays_ended_when_its_user_deletes_everything_or_stays_away():
    user = User.for_identity("oidc:i|s")
    began = int(now().timestamp())
    user.end_sessions(began)
    user.remove()
    assert not user.exists()
    assert User.for_session("oidc:i|s", began) is None
    assert User.for_session("oidc:i|s", began + 1) is not None
    database()["users"].update_many({}, {"$set": {"expires_at": now() - timedelta(days=1)}})
    assert User.expire(lambda user_id: False) == 0
    assert User.for_session("oidc:i|s", began) is None
