"""Files that hand the schedule of an archive to systemd, cron, Docker or GitHub Actions."""
