locals {
  scripts = [for name in sort(fileset("${local.templates}/scripts", "*.sh")) : {
    path        = "/usr/local/lib/nats-node/${name}"
    permissions = name == "bounded.sh" ? "0644" : "0755"
    content     = file("${local.templates}/scripts/${name}")
  }]

  units = [for name in sort(fileset("${local.templates}/units", "*.{service,timer}")) : {
    path        = "/etc/systemd/system/${name}"
    permissions = "0644"
    content     = file("${local.templates}/units/${name}")
  }]

  limits = {
    path        = "/etc/systemd/system/nats-server.service.d/limits.conf"
    permissions = "0644"
    content     = <<-EOT
      [Service]
      Environment=GOMEMLIMIT=${var.memory_limit}
      TimeoutStopSec=${local.drain_seconds}
    EOT
  }

  user_data = { for name, settings in local.settings : name => join("\n", ["#cloud-config", yamlencode({
    # Nobody logs in: Session Manager is the way in.
    ssh_pwauth   = false
    disable_root = true
    users = [{
      name           = "nats"
      system         = true
      no_user_group  = false
      shell          = "/sbin/nologin"
      homedir        = "/var/lib/nats"
      no_create_home = true
      lock_passwd    = true
    }]
    write_files = concat(
      [{
        path        = "/etc/nats/node.env"
        permissions = "0644"
        content     = templatefile("${local.templates}/node.env.tftpl", { settings = settings })
      }],
      local.scripts, local.units, [local.limits],
    )
    # Started, not waited for: the unit has a bound of its own, cloud-init has none.
    runcmd = [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "nats-boot.service"],
      ["systemctl", "start", "--no-block", "nats-boot.service"],
    ]
  })]) }
}
